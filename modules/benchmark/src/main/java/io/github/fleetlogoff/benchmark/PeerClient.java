package io.github.fleetlogoff.benchmark;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A program in another language on that language's WinRM library: it reads a [Job], and prints
/// `{"failed":{HOST:WHY}}`.
///
/// @param name of its program in the folder of the built peers
/// @param sealsNtlm whether its library seals messages after an NTLM logon
record PeerClient(String name, boolean sealsNtlm) implements Client {
    PeerClient {
        requireNonNull(name, "name is null");
    }

    @Override
    public boolean seals(Auth auth) {
        return auth == Auth.NTLM && sealsNtlm;
    }

    @Override
    public List<String> command(Place place, Trial trial, Path inventory)
            throws IOException, MissingClientException {
        Path program = place.builtPeers().resolve(name);
        if (!Files.isExecutable(program)) {
            throw new MissingClientException(
                    "not installed; modules/benchmark/peers/install says why");
        }
        Path job = place.scratch().resolve("job.json");
        Job.of(place, trial, FleetInventory.read(inventory)).write(job);
        return List.of(program.toString(), job.toString());
    }

    @Override
    public Map<String, String> failedHosts(Measurement measurement, Path output, Path errors)
            throws IOException {
        JsonNode failed = new ObjectMapper().readTree(output.toFile()).path("failed");
        if (measurement.exitCode() != 0 || !failed.isObject()) {
            throw new IOException(
                    name
                            + " ended with "
                            + measurement.exitCode()
                            + ": "
                            + Files.readString(errors).strip());
        }
        Map<String, String> reasons = new LinkedHashMap<>();
        failed.properties().forEach(host -> reasons.put(host.getKey(), host.getValue().asText()));
        return reasons;
    }
}
