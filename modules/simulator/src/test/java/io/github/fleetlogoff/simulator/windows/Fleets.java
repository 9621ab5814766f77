package io.github.fleetlogoff.simulator.windows;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.fleetlogoff.model.SimulatorSpec;
import io.github.fleetlogoff.model.SimulatorSpec.FaultShare;
import io.github.fleetlogoff.simulator.Computer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Simulated fleets and the calls that tests make on them.
final class Fleets {

    static final String SCRIPT = "param($RequestJson)~exit 0";
    static final List<String> BOOTSTRAP =
            List.of(
                    "-NoLogo",
                    "-NoProfile",
                    "-Command",
                    "\"iex($env:FLEETLOGOFF_SCRIPT-replace[char]126,[char]10)\"");
    static final Duration THINK = Duration.ofMillis(300);

    private Fleets() {}

    /// What a computer answered, and the JSON of the answer.
    record Answered(Computer.Reply reply, JsonNode json) {

        /// The outcome of the only session of a user.
        String outcome(String user) {
            return session(user).get("outcome").asText();
        }

        JsonNode session(String user) {
            List<JsonNode> found = new java.util.ArrayList<>();
            json.get("sessions")
                    .forEach(each -> {
                        if (each.get("user").asText().equals(user)) {
                            found.add(each);
                        }
                    });
            return found.getFirst();
        }
    }

    static SimulatorSpec spec(
            int hosts, long seed, List<String> languages, Map<String, FaultShare> faults) {
        List<String> names =
                IntStream.rangeClosed(1, hosts)
                        .mapToObj(number -> "sim-%05d.example.com".formatted(number))
                        .toList();
        return new SimulatorSpec(names, seed, THINK, languages, faults);
    }

    static List<SimulatedComputer> computers(SimulatorSpec spec) {
        return computers(spec, () -> Instant.EPOCH);
    }

    static List<SimulatedComputer> computers(SimulatorSpec spec, InstantSource clock) {
        return FleetGenerator.generate(spec, FaultDeal.of(spec), Set.of(sha256(SCRIPT)), clock);
    }

    /// A computer with jdoe on it, in another session than the console's.
    static SimulatedComputer computer(@Nullable HostBehaviour behaviour) {
        Map<String, FaultShare> faults = new HashMap<>();
        if (behaviour != null) {
            faults.put(behaviour.word(), new FaultShare.Fraction(1));
        }
        return computers(spec(40, 3, List.of("en"), faults)).stream()
                .filter(each ->
                        each.truth().stream()
                                                .filter(session -> "jdoe".equals(session.user()))
                                                .count()
                                        == 1
                                && each.truth().stream()
                                        .anyMatch(session ->
                                                "jdoe".equals(session.user()) && session.id() > 1))
                .findFirst()
                .orElseThrow();
    }

    static Answered script(Computer computer, String request) {
        Computer.Reply reply =
                computer.run(
                        "powershell.exe",
                        BOOTSTRAP,
                        Map.of("FLEETLOGOFF_SCRIPT", SCRIPT, "FLEETLOGOFF_REQUEST", request),
                        "CORP\\ops");
        try {
            return new Answered(
                    reply,
                    new ObjectMapper()
                            .readTree(GoldensTest.unframed(new String(reply.stdout(), UTF_8))));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
