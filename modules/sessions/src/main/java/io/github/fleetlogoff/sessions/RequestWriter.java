package io.github.fleetlogoff.sessions;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.StateFilter;
import io.github.fleetlogoff.sessions.SessionRequest.Act;
import io.github.fleetlogoff.sessions.SessionRequest.Planned;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Writes a [SessionRequest] as the ASCII-only JSON of version 1 that the session script reads:
/// `docs/powershell.md`. Thread-safe.
final class RequestWriter {
    /// An environment variable holds 32,767 characters with its end (CreateProcess).
    static final int LIMIT = 32_766;

    // Buffers kept by thread would wait with each host in flight for its answer.
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build();

    private RequestWriter() {}

    /// The request as one line.
    ///
    /// @throws FleetException with code `USAGE` where it is too long for an environment variable
    static String write(SessionRequest request) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            out.writeNumberField("v", 1);
            writeAct(out, request.act());
            writeSelector(out, request.selector());
            List<Planned> planned = request.planned();
            if (planned != null) {
                writePlanned(out, planned);
            }
            if (request.computerName() != null) {
                out.writeStringField("computerName", request.computerName());
            }
            writeIfTrue(out, "detail", request.detail());
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot be written to", e);
        }
        if (text.getBuffer().length() > LIMIT) {
            throw new FleetException(
                    FleetException.Code.USAGE,
                    "what is asked of a host takes "
                            + text.getBuffer().length()
                            + " characters, more than the "
                            + LIMIT
                            + " of an environment variable on Windows: name fewer users or sessions, or use globs");
        }
        return text.toString();
    }

    private static void writeAct(JsonGenerator out, Act act) throws IOException {
        switch (act) {
            case Act.Look _ -> out.writeStringField("action", "list");
            case Act.Logoff logoff -> {
                out.writeStringField("action", "logoff");
                out.writeBooleanField("dryRun", logoff.dryRun());
                out.writeNumberField("verifySeconds", seconds(logoff.ending().verifyTimeout()));
                writeIfTrue(out, "resetStuck", logoff.ending().resetStuck());
            }
            case Act.Warn warn -> {
                out.writeStringField("action", "warn");
                out.writeBooleanField("dryRun", warn.dryRun());
                out.writeStringField("warnText", warn.text());
                out.writeNumberField("warnSeconds", seconds(warn.shown()));
            }
        }
    }

    private static void writeSelector(JsonGenerator out, Selector selector) throws IOException {
        writeStrings(out, "users", selector.users());
        writeStrings(out, "userGlobs", patterns(selector.userGlobs()));
        writeStrings(out, "excludeUsers", selector.excluded().users());
        writeStrings(out, "excludeUserGlobs", patterns(selector.excluded().globs()));
        if (!selector.sessionIds().isEmpty()) {
            out.writeArrayFieldStart("sessionIds");
            for (int id : selector.sessionIds()) {
                out.writeNumber(id);
            }
            out.writeEndArray();
        }
        writeStrings(out, "sessionNames", selector.sessionNames());
        if (selector.state() != StateFilter.ANY) {
            out.writeStringField("state", selector.state().word());
        }
        if (selector.idleOver() != null) {
            out.writeNumberField("idleOverSeconds", seconds(selector.idleOver()));
        }
        writeIfTrue(out, "includeConsole", selector.includeConsole());
    }

    private static void writePlanned(JsonGenerator out, List<Planned> planned) throws IOException {
        out.writeArrayFieldStart("expect");
        for (Planned one : planned) {
            Session session = one.session();
            out.writeStartObject();
            out.writeNumberField("id", session.id());
            // The script knows a session without a user by an empty name.
            out.writeStringField("user", Objects.requireNonNullElse(session.user(), ""));
            out.writeStringField("logonTime", session.logonTime());
            if (one.idleAtLeast() != null) {
                out.writeNumberField("idleAtLeastSeconds", seconds(one.idleAtLeast()));
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    // A list that is there selects what is in it, so an empty one would select nobody.
    private static void writeStrings(JsonGenerator out, String field, List<String> values)
            throws IOException {
        if (values.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart(field);
        for (String value : values) {
            out.writeString(value);
        }
        out.writeEndArray();
    }

    private static void writeIfTrue(JsonGenerator out, String field, boolean value)
            throws IOException {
        if (value) {
            out.writeBooleanField(field, true);
        }
    }

    /// Whole seconds, rounded up: never less than what was asked.
    private static long seconds(Duration duration) {
        return duration.plusSeconds(1).minusNanos(1).toSeconds();
    }

    /// Globs for PowerShell's `-like`, which has sets in brackets and escapes with a backtick
    /// (about_Wildcards); ours have `*` and `?` only.
    private static List<String> patterns(List<String> globs) {
        List<String> patterns = new ArrayList<>(globs.size());
        for (String glob : globs) {
            patterns.add(isSet(glob) ? glob.replaceAll("[`\\[\\]]", "`$0") : glob);
        }
        return patterns;
    }

    private static boolean isSet(String glob) {
        return glob.indexOf('`') >= 0 || glob.indexOf('[') >= 0 || glob.indexOf(']') >= 0;
    }
}
