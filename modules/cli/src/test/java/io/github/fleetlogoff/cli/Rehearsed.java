package io.github.fleetlogoff.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.HostSet;
import io.github.fleetlogoff.model.SimulatorSpec;
import io.github.fleetlogoff.model.SimulatorSpec.FaultShare;
import io.github.fleetlogoff.sessions.SessionScript;
import io.github.fleetlogoff.simulator.FleetSettings;
import io.github.fleetlogoff.simulator.InventoryWriter;
import io.github.fleetlogoff.simulator.SimulatedFleet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// A simulated fleet for the time of a test, and what really became of its sessions.
final class Rehearsed {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Rehearsed() {}

    static Map<String, FaultShare> faults(String... wordsAndShares) {
        Map<String, FaultShare> faults = new HashMap<>();
        for (int i = 0; i < wordsAndShares.length; i += 2) {
            faults.put(
                    wordsAndShares[i],
                    new FaultShare.Fraction(Double.parseDouble(wordsAndShares[i + 1])));
        }
        return faults;
    }

    /// @param work gets the inventory of the fleet
    static JsonNode truthAfter(
            Path folder, int hosts, Map<String, FaultShare> faults, Consumer<Path> work)
            throws IOException {
        SimulatorSpec spec =
                new SimulatorSpec(
                        HostSet.expand(
                                "pc-[001-" + String.format(Locale.ROOT, "%03d", hosts) + "]"),
                        42,
                        Duration.ofMillis(50),
                        List.of("en", "de", "ja", "ru"),
                        faults);
        Credential credential = SimulatedAccount.create();
        Path inventory = folder.resolve("fleet.yaml");
        Path dump = folder.resolve("state.json");
        try (SimulatedFleet fleet =
                SimulatedAccount.start(
                        spec,
                        FleetSettings.Wire.PLAIN,
                        credential,
                        InstantSource.system(),
                        SessionScript.bundled())) {
            new InventoryWriter(fleet, credential).write(inventory);
            work.accept(inventory);
            fleet.dumpState(dump);
        }
        return JSON.readTree(dump.toFile());
    }

    /// One sentence for each session that the report and the fleet tell differently.
    ///
    /// @param calls how often a session may have been logged off
    static Set<String> disagreements(JsonNode report, JsonNode truth, int calls) {
        Map<String, String> claims = new HashMap<>();
        Set<String> wrong = new HashSet<>();
        Set<String> silent = new HashSet<>();
        for (JsonNode host : report.path("hosts")) {
            if (host.path("outcome").asText().equals("protocol-error")) {
                silent.add(host.path("host").asText());
            }
            host.path("sessions")
                    .forEach(session -> {
                        String key = host.path("host").asText() + " " + identity(session);
                        if (claims.put(key, session.path("outcome").asText()) != null) {
                            wrong.add(key + ": twice in the report");
                        }
                    });
        }
        for (JsonNode host : truth.path("hosts")) {
            for (JsonNode session : host.path("sessions")) {
                String key = host.path("host").asText() + " " + identity(session);
                String claim = claims.getOrDefault(key, "unmentioned");
                boolean gone = !session.path("present").asBoolean();
                if (gone != claim.equals("logged-off")
                        && !silent.contains(host.path("host").asText())) {
                    wrong.add(key + ": said " + claim + ", gone " + gone);
                }
                if (session.path("logoffCalls").asInt() > calls) {
                    wrong.add(key + ": logoff was called " + session.path("logoffCalls").asInt());
                }
            }
        }
        return wrong;
    }

    private static String identity(JsonNode session) {
        return session.path("id").asInt()
                + " "
                + session.path("user").asText("").toLowerCase(Locale.ROOT)
                + " "
                + session.path("logonTime").asText("");
    }
}
