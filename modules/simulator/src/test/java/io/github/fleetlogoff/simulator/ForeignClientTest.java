package io.github.fleetlogoff.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs pywinrm, which others wrote against real Windows, on a simulated host.
class ForeignClientTest {
    private static final Path VENV = Path.of("target", "foreign-client").toAbsolutePath();
    private static final Path PYTHON = VENV.resolve("bin").resolve("python");
    private static final Path SCRIPT =
            Path.of("src", "test", "python", "foreign_client.py").toAbsolutePath();

    private record Ended(int code, String text) {}

    private static Ended run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("foreign-client", ".txt");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            boolean ended = process.waitFor(3, TimeUnit.MINUTES);
            if (!ended) {
                process.destroyForcibly();
            }
            return new Ended(
                    ended ? process.exitValue() : -1,
                    Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException missing) {
            return new Ended(-1, String.valueOf(missing.getMessage()));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    @BeforeAll
    static void install() throws Exception {
        if (Files.exists(PYTHON) && run(PYTHON.toString(), "-c", "import winrm").code() == 0) {
            return;
        }
        Ended made = run("python3", "-m", "venv", VENV.toString());
        assumeTrue(
                made.code() == 0,
                "not run: python3 cannot make a virtual environment here: " + made.text());
        Ended got = run(PYTHON.toString(), "-m", "pip", "install", "--quiet", "pywinrm==0.5.0");
        assumeTrue(got.code() == 0, "not run: pip cannot install pywinrm here: " + got.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ntlm", "basic"})
    void logs_a_user_off(String transport, @TempDir Path folder) throws Exception {
        List<String> names = IntStream.rangeClosed(1, 20).mapToObj("sim-%02d"::formatted).toList();
        FleetSettings settings =
                FleetSettings.of(Fleets.spec(names, Map.of()), Fleets.credential())
                        .with(new FleetSettings.Wire(0, transport.equals("basic"), false));
        try (SimulatedFleet fleet = SimulatedFleet.start(settings)) {
            new InventoryWriter(fleet, Fleets.credential()).write(folder.resolve("fleet.yaml"));
            JsonNode hosts = state(fleet, folder).get("hosts");
            int index =
                    IntStream.range(0, hosts.size())
                            .filter(i -> hosts.get(i).toString().contains("\"jdoe\""))
                            .findFirst()
                            .orElseThrow();
            JsonNode session = sessionOf(hosts.get(index), "jdoe");
            Ended ended =
                    run(
                            PYTHON.toString(),
                            SCRIPT.toString(),
                            "http://127.0.0.1:" + fleet.hosts().get(index).port() + "/wsman",
                            Fleets.USER,
                            folder.resolve("fleet.yaml.password").toString(),
                            transport,
                            session.get("id").asText(),
                            "jdoe");
            assertThat(ended.code()).as(ended.text()).isZero();
            JsonNode after = sessionOf(state(fleet, folder).get("hosts").get(index), "jdoe");
            assertThat(after.get("present").asBoolean()).isFalse();
            assertThat(after.get("endedBy").asText()).isEqualTo("logoff");
            assertThat(fleet.figures().openShells()).isZero();
        }
    }

    private static JsonNode state(SimulatedFleet fleet, Path folder) throws IOException {
        Path file = folder.resolve("state.json");
        fleet.dumpState(file);
        return new ObjectMapper().readTree(file.toFile());
    }

    private static JsonNode sessionOf(JsonNode host, String user) {
        for (JsonNode session : host.get("sessions")) {
            if (session.get("user").asText().equals(user)) {
                return session;
            }
        }
        throw new AssertionError(user + " has no session on " + host.get("host"));
    }
}
