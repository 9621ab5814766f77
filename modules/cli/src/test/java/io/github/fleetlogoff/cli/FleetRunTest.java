package io.github.fleetlogoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.fleetlogoff.model.SimulatorSpec.FaultShare;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole runs over a simulated fleet: the report against what really became of every session.
@Execution(ExecutionMode.CONCURRENT)
class FleetRunTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    private JsonNode truthAfter(int hosts, Map<String, FaultShare> faults, Consumer<Path> work)
            throws IOException {
        return Rehearsed.truthAfter(folder, hosts, faults, work);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wsman", "winrm4j"})
    void report_and_fleet_agree_on_every_session_of_200_hosts_with_faults(String engine)
            throws IOException {
        Program program = new Program(folder);
        Program.Ended[] ended = new Program.Ended[1];

        JsonNode truth =
                truthAfter(
                        200,
                        Rehearsed.faults("dead", "0.10", "garbage", "0.02", "denied", "0.02"),
                        inventory ->
                                ended[0] =
                                        program.run(
                                                "-i",
                                                inventory.toString(),
                                                "--engine",
                                                engine,
                                                "--user-glob",
                                                "*",
                                                "--yes",
                                                "-o",
                                                "json",
                                                "--connect-timeout",
                                                "2s"));

        JsonNode report = JSON.readTree(ended[0].out());
        assertThat(report.path("totals").path("hosts").asInt()).isEqualTo(200);
        Map<String, Integer> outcomes = new HashMap<>();
        report.path("hosts")
                .forEach(host -> outcomes.merge(host.path("outcome").asText(), 1, Integer::sum));
        assertThat(outcomes)
                .containsEntry("unreachable", 20)
                .containsEntry("protocol-error", 4)
                .containsEntry("access-denied", 4)
                .doesNotContainKeys("timed-out", "not-attempted", "auth-failed");
        assertThat(Rehearsed.disagreements(report, truth, 1)).isEmpty();
        assertThat(ended[0].exitCode()).isEqualTo(6).isEqualTo(report.path("exitCode").asInt());
    }

    @Test
    void a_dry_run_ends_nobody_and_says_whom_it_would() throws IOException {
        Program program = new Program(folder);
        Program.Ended[] ended = new Program.Ended[1];

        JsonNode truth =
                truthAfter(
                        30,
                        Map.of(),
                        inventory ->
                                ended[0] =
                                        program.run(
                                                "-i",
                                                inventory.toString(),
                                                "-u",
                                                "jdoe",
                                                "--dry-run",
                                                "-o",
                                                "json"));

        assertThat(ended[0].exitCode()).isZero();
        assertThat(
                        JSON.readTree(ended[0].out())
                                .path("totals")
                                .path("sessionsByOutcome")
                                .path("would-log-off")
                                .asInt())
                .isPositive();
        assertThat(truth.findValuesAsText("present")).doesNotContain("false");
    }

    @Test
    void lines_written_while_the_run_goes_on_are_those_of_its_journal() throws IOException {
        Program program = new Program(folder);
        truthAfter(
                20,
                Rehearsed.faults("dead", "0.1"),
                inventory -> {
                    Program.Ended live =
                            program.run("-i", inventory.toString(), "-u", "jdoe", "-o", "ndjson");

                    Program.Ended again = program.run("report", "last", "-o", "ndjson");
                    assertThat(live.out().lines()).hasSize(22);
                    assertThat(live.out().lines().toList().getLast())
                            .startsWith("{\"type\":\"end\"");
                    assertThat(again.out().lines())
                            .containsExactlyInAnyOrderElementsOf(live.out().lines().toList());
                });
    }

    @Test
    void the_report_from_the_journal_is_the_live_one() throws IOException {
        Program program = new Program(folder);
        truthAfter(
                20,
                Rehearsed.faults("dead", "0.1"),
                inventory -> {
                    Program.Ended live =
                            program.run("-i", inventory.toString(), "-u", "jdoe", "-o", "json");

                    Program.Ended again = program.run("report", "last", "-o", "json");
                    assertThat(again.out()).isEqualTo(live.out());
                    assertThat(again.exitCode()).isEqualTo(live.exitCode());
                    assertThat(program.run("runs", "-o", "json").out()).contains("\"finished\"");
                });
    }

    @Test
    void a_wrong_password_is_tried_on_one_host_only() throws IOException {
        Program program = new Program(folder);
        truthAfter(
                20,
                Map.of(),
                inventory -> {
                    Path wrong = folder.resolve("fleet.yaml.password");
                    write(wrong, "not the password");

                    Program.Ended ended = program.run("-i", inventory.toString(), "-u", "jdoe");

                    assertThat(ended.exitCode()).isEqualTo(6);
                    assertThat(ended.out())
                            .contains("1 auth-failed")
                            .contains("19 not-attempted")
                            .contains("svc-logoff had 1 logon refused");
                    assertThat(ended.out() + ended.err()).doesNotContain("not the password");
                });
    }

    @Test
    void a_sweep_that_names_nobody_asks_first() throws IOException {
        JsonNode truth =
                truthAfter(
                        5,
                        Map.of(),
                        inventory -> {
                            Program.Ended refused =
                                    new Program(folder)
                                            .typing("n\n")
                                            .run(
                                                    "-i",
                                                    inventory.toString(),
                                                    "--state",
                                                    "disconnected");
                            assertThat(refused.exitCode()).isEqualTo(2);
                            assertThat(refused.err())
                                    .contains("on 5 hosts?")
                                    .contains("nothing was touched");

                            assertThat(
                                            new Program(folder)
                                                    .typing("y\n")
                                                    .run(
                                                            "-i",
                                                            inventory.toString(),
                                                            "--state",
                                                            "disconnected",
                                                            "--dry-run")
                                                    .exitCode())
                                    .isZero();
                        });
        assertThat(truth.findValuesAsText("present")).doesNotContain("false");
    }

    @Test
    void sessions_lists_who_is_on_and_touches_nothing() throws IOException {
        Program program = new Program(folder);
        Program.Ended[] ended = new Program.Ended[2];

        JsonNode truth =
                truthAfter(
                        10,
                        Map.of(),
                        inventory -> {
                            ended[0] =
                                    program.run(
                                            "sessions", "-i", inventory.toString(), "-o", "json");
                            ended[1] =
                                    program.run(
                                            "sessions",
                                            "-i",
                                            inventory.toString(),
                                            "-u",
                                            "jdoe",
                                            "-o",
                                            "csv");
                        });

        assertThat(ended[0].exitCode()).isZero();
        assertThat(JSON.readTree(ended[0].out()).path("run").path("action").asText())
                .isEqualTo("list");
        assertThat(JSON.readTree(ended[0].out()).path("totals").path("sessions").asInt())
                .isGreaterThan(10);
        assertThat(ended[1].out()).startsWith("host,");
        assertThat(truth.findValuesAsText("present")).doesNotContain("false");
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
