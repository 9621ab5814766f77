package io.github.fleetlogoff.benchmark;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// fleet-logoff with one of its engines, started as a user starts it.
///
/// @param name of the engine
record EngineClient(String name) implements Client {
    private static final Set<String> WORKED = Set.of("completed", "nothing-to-do", "no-users");
    private static final int USAGE = 2;

    EngineClient {
        requireNonNull(name, "name is null");
    }

    @Override
    public boolean seals(Auth auth) {
        return auth == Auth.NTLM;
    }

    @Override
    public List<String> command(Place place, Trial trial, Path inventory) throws IOException {
        Path own = place.scratch().resolve("fleet-" + trial.auth().word() + ".yaml");
        FleetInventory.write(inventory, trial.auth(), own);
        List<String> command =
                new ArrayList<>(
                        List.of(
                                place.launcher(),
                                "--inventory",
                                own.toString(),
                                "--user",
                                FleetTruth.USER,
                                "--engine",
                                name,
                                "--concurrency",
                                Integer.toString(trial.concurrency()),
                                "--output",
                                "json",
                                "--no-progress",
                                "--journal",
                                place.scratch().resolve("journal").toString()));
        if (trial.auth() == Auth.BASIC) {
            command.add("--allow-unencrypted");
        }
        return command;
    }

    @Override
    public Map<String, String> failedHosts(Measurement measurement, Path output, Path errors)
            throws IOException, MissingClientException {
        String said = Files.readString(errors).strip();
        if (measurement.exitCode() == USAGE && said.contains("--engine")) {
            throw new MissingClientException(said.lines().findFirst().orElse(said));
        }
        JsonNode hosts = new ObjectMapper().readTree(output.toFile()).path("hosts");
        if (!hosts.isArray()) {
            throw new IOException("fleet-logoff printed no report: " + said);
        }
        Map<String, String> failed = new LinkedHashMap<>();
        for (JsonNode host : hosts) {
            String outcome = host.path("outcome").asText();
            if (!WORKED.contains(outcome)) {
                failed.put(
                        host.path("host").asText(), outcome + ": " + host.path("message").asText());
            }
        }
        return failed;
    }
}
