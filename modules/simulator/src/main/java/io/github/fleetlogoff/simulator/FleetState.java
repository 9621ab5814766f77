package io.github.fleetlogoff.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.fleetlogoff.simulator.windows.SessionTruth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of a fleet: the truth that a report is held against.
///
/// @param hosts in the order of the spec
record FleetState(List<HostState> hosts) {

    FleetState {
        hosts = List.copyOf(hosts);
    }

    /// One host.
    ///
    /// @param computer the name of the computer that answers there
    /// @param fault its word, several with commas between; null = nothing is wrong with it
    record HostState(
            String host, String computer, @Nullable String fault, List<SessionTruth> sessions) {
        HostState {
            sessions = List.copyOf(sessions);
        }
    }

    /// Writes it as one JSON document.
    void write(Path file) throws IOException {
        try (JsonGenerator json =
                new JsonFactory()
                        .createGenerator(Files.newBufferedWriter(file, StandardCharsets.UTF_8))
                        .useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeArrayFieldStart("hosts");
            for (HostState host : hosts) {
                json.writeStartObject();
                json.writeStringField("host", host.host);
                json.writeStringField("computer", host.computer);
                json.writeStringField("fault", host.fault);
                json.writeArrayFieldStart("sessions");
                for (SessionTruth session : host.sessions) {
                    write(json, session);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, SessionTruth session) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", session.id());
        json.writeStringField("user", session.user());
        json.writeStringField("logonTime", session.logonTime());
        json.writeBooleanField("present", session.present());
        json.writeStringField(
                "endedBy", session.endedBy() == null ? null : session.endedBy().word());
        json.writeStringField("endedAt", text(session.endedAt()));
        json.writeNumberField("logoffCalls", session.logoffCalls());
        json.writeNumberField("warnings", session.warnings());
        json.writeStringField("warnedAt", text(session.warnedAt()));
        json.writeEndObject();
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
