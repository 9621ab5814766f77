package io.github.fleetlogoff.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Runs in processes of their own, killed or stopped, against a fleet that outlives them.
@Execution(ExecutionMode.CONCURRENT)
class ResumeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final int HOSTS = 60;

    @TempDir Path folder;

    // The kill comes when so many lines of the journal say that a host acts, or is done.
    @ParameterizedTest
    @CsvSource({
        "run-started, 1",
        "host-acting, 1",
        "host-acting, 20",
        "host-finished, 10",
        "host-finished, 40",
        "host-finished, 59"
    })
    void killed_at_any_point_it_is_completed_with_nothing_repeated_and_nothing_lost(
            String event, int count) throws IOException {
        Program.Ended[] ended = new Program.Ended[2];
        JsonNode truth =
                Rehearsed.truthAfter(
                        folder,
                        HOSTS,
                        Map.of(),
                        inventory -> {
                            Process run = start(inventory, "--user-glob", "*", "--yes");
                            await(run, event, count);
                            run.destroyForcibly().onExit().join();

                            ended[0] = resume();
                            ended[1] = resume();
                        });
        JsonNode report = JSON.readTree(ended[0].out());
        assertThat(ended[0].exitCode()).as(ended[0].err()).isZero();
        assertThat(report.path("hosts")).hasSize(HOSTS);
        assertThat(Rehearsed.disagreements(report, truth, 2)).isEmpty();
        assertThat(ended[1].out()).as("a second resume is its report").isEqualTo(ended[0].out());
    }

    // In the survey, between warnings, in the grace of the second wave, while hosts act.
    @ParameterizedTest
    @CsvSource({
        "host-surveyed, 20",
        "wave-began, 1",
        "host-warned, 7",
        "grace-began, 2",
        "host-acting, 9",
        "host-finished, 30"
    })
    void killed_within_a_phase_a_sweep_goes_on_within_it(String event, int count)
            throws IOException {
        Program.Ended[] ended = new Program.Ended[1];
        JsonNode truth =
                Rehearsed.truthAfter(
                        folder,
                        HOSTS,
                        Map.of(),
                        inventory -> {
                            Process run =
                                    start(
                                            inventory,
                                            "--user-glob",
                                            "*",
                                            "--waves",
                                            "1,30%,100%",
                                            "--max-logoffs",
                                            "60%",
                                            "--warn",
                                            "Save by {deadline}",
                                            "--grace",
                                            "2s",
                                            "--yes");
                            await(run, event, count);
                            run.destroyForcibly().onExit().join();

                            ended[0] = resume();
                        });

        JsonNode report = JSON.readTree(ended[0].out());
        assertThat(ended[0].exitCode()).as(ended[0].err()).isEqualTo(5);
        assertThat(report.path("hosts")).hasSize(HOSTS);
        assertThat(Rehearsed.disagreements(report, truth, 1)).isEmpty();
        JsonNode outcomes = report.path("totals").path("sessionsByOutcome");
        assertThat(outcomes.path("logged-off").asInt()).isPositive();
        assertThat(outcomes.path("not-reached").asInt()).isPositive();
        for (JsonNode host : truth.path("hosts")) {
            for (JsonNode session : host.path("sessions")) {
                assertThat(
                                session.path("present").asBoolean()
                                        || session.path("warnings").asInt() > 0)
                        .as("told before it ended: " + session)
                        .isTrue();
            }
        }
    }

    @Test
    void stopped_it_ends_in_order_and_is_completed_although_its_inventory_is_gone()
            throws IOException {
        Program program = new Program(folder);
        Program.Ended[] ended = new Program.Ended[1];
        JsonNode truth =
                Rehearsed.truthAfter(
                        folder,
                        HOSTS,
                        Map.of(),
                        inventory -> {
                            Process run = start(inventory, "--user-glob", "*", "--yes", "-j", "4");
                            await(run, "host-finished", 1);
                            assertThat(program.run("runs").out()).contains("running");
                            Program.Ended second =
                                    program.run("-i", inventory.toString(), "-u", "jdoe");
                            assertThat(second.exitCode()).isEqualTo(7);
                            assertThat(second.err())
                                    .contains("holds the lock", "fleet-logoff stop");
                            assertThat(program.run("resume", "last").exitCode()).isEqualTo(7);

                            assertThat(program.run("stop", "last").exitCode()).isZero();
                            assertThat(run.onExit().join().exitValue()).isEqualTo(130);
                            assertThat(program.run("runs").out()).contains("interrupted");
                            assertThat(program.run("stop", "last").exitCode()).isEqualTo(2);

                            delete(inventory);
                            Program.Ended unasked = resume();
                            assertThat(unasked.exitCode()).isEqualTo(2);
                            assertThat(unasked.err()).contains("--password-file");
                            ended[0] =
                                    resume(
                                            "--password-file",
                                            folder.resolve("fleet.yaml.password").toString());
                        });
        assertThat(ended[0].exitCode()).as(ended[0].err()).isZero();
        JsonNode report = JSON.readTree(ended[0].out());
        assertThat(Rehearsed.disagreements(report, truth, 1)).isEmpty();
        assertThat(report.path("totals").path("hosts").asInt()).isEqualTo(HOSTS);
    }

    @Test
    void the_policy_of_today_binds_a_run_of_yesterday() throws IOException {
        Program.Ended[] ended = new Program.Ended[1];
        JsonNode truth =
                Rehearsed.truthAfter(
                        folder,
                        HOSTS,
                        Map.of(),
                        inventory -> {
                            Process run =
                                    start(
                                            inventory,
                                            "--user-glob",
                                            "*",
                                            "--max-logoffs",
                                            "90%",
                                            "--yes",
                                            "-j",
                                            "2");
                            await(run, "host-finished", 12);
                            run.destroyForcibly().onExit().join();
                            ended[0] =
                                    resumeUnder(
                                            """
                                            protected: {hosts: ["pc-05*"], users: ["j*"]}
                                            maxLogoffs: 60
                                            """);
                        });

        assertThat(ended[0].exitCode()).as(ended[0].err()).isEqualTo(5);
        assertThat(ended[0].err())
                .contains(
                        "the site policy protects 10 hosts of this run now",
                        "the site policy now ends at most 60 sessions");
        JsonNode report = JSON.readTree(ended[0].out());
        assertThat(Rehearsed.disagreements(report, truth, 2)).isEmpty();
        assertThat(report.path("totals").path("sessionsByOutcome").path("logged-off").asInt())
                .isEqualTo(60);
        assertThat(protectedUsers(report))
                .as("users that the policy protects since")
                .anyMatch(user -> user.startsWith("j"));
        for (JsonNode host : report.path("hosts")) {
            if (host.path("host").asText().startsWith("pc-05")) {
                assertThat(host.path("message").asText()).contains("protected by the site policy");
                assertThat(host.path("sessions").findValuesAsText("outcome"))
                        .isSubsetOf("protected", "skipped-console");
            }
        }
    }

    @Test
    void a_run_that_the_policy_of_today_would_not_let_begin_ends_nothing_more() throws IOException {
        Program.Ended[] ended = new Program.Ended[3];
        JsonNode truth =
                Rehearsed.truthAfter(
                        folder,
                        HOSTS,
                        Map.of(),
                        inventory -> {
                            Process run = start(inventory, "-u", "jdoe", "-j", "2");
                            await(run, "host-finished", 5);
                            run.destroyForcibly().onExit().join();
                            ended[0] = resumeUnder("warning: {required: true, leastGrace: 5m}");
                            ended[1] = resumeUnder("maxLogoffs: 3");
                            ended[2] = resumeUnder("blackout: not on 2026-01-01..2099-12-31 UTC");
                        });

        assertThat(ended).extracting(Program.Ended::exitCode).containsOnly(5);
        assertThat(ended[0].out()).contains("now requires a warning at least 5m before");
        assertThat(ended[1].out()).contains("this run does not count them: begin a new one");
        JsonNode last = JSON.readTree(ended[2].out());
        assertThat(last.path("totals").path("hostsByOutcome").path("not-attempted").asInt())
                .isGreaterThan(40);
        Map<String, JsonNode> reported = new HashMap<>();
        last.path("hosts").forEach(host -> reported.put(host.path("host").asText(), host));
        for (JsonNode host : truth.path("hosts")) {
            JsonNode report = requireNonNull(reported.get(host.path("host").asText()));
            if (report.path("outcome").asText().equals("not-attempted")) {
                assertThat(report.path("message").asText()).contains("2099-12-31");
                assertThat(host.path("sessions").findValuesAsText("present")).containsOnly("true");
            }
        }
    }

    private static Set<String> protectedUsers(JsonNode report) {
        Set<String> users = new HashSet<>();
        report.path("hosts")
                .forEach(host ->
                        host.path("sessions")
                                .forEach(session -> {
                                    if (!host.path("host").asText().startsWith("pc-05")
                                            && session.path("outcome")
                                                    .asText()
                                                    .equals("protected")) {
                                        users.add(session.path("user").asText());
                                    }
                                }));
        return users;
    }

    private Program.Ended resumeUnder(String policy) {
        try {
            Path file = Files.writeString(folder.resolve("policy.yaml"), policy);
            return new Program(folder)
                    .with("FLEET_LOGOFF_POLICY", file.toString())
                    .run("resume", "last", "-o", "json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_simulated_fleet_that_ended_with_its_process_cannot_be_gone_on_with() throws IOException {
        Path inventory =
                Files.writeString(
                        folder.resolve("demo.yaml"),
                        """
                        simulator: {hosts: 20, seed: 1, think: 2s}
                        """);
        Process run = start(inventory, "--user-glob", "*", "--yes", "-j", "2");
        await(run, "host-acting", 1);
        run.destroyForcibly().onExit().join();

        Program.Ended ended = resume();
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("simulated fleet that ended with its process");
    }

    private Program.Ended resume(String... options) {
        return new Program(folder)
                .run(
                        Stream.concat(
                                        Stream.of("resume", "last", "-o", "json", "-q"),
                                        Stream.of(options))
                                .toArray(String[]::new));
    }

    private Process start(Path inventory, String... options) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                JAVA,
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "-i",
                                inventory.toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(folder.resolve("out").toFile())
                        .redirectError(folder.resolve("err").toFile());
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await(Process run, String event, int count) {
        String line = "\"type\":\"" + event + "\"";
        try {
            while (lines(line) < count) {
                if (run.waitFor(5, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException(
                            "ended first: " + Files.readString(folder.resolve("err")));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private long lines(String part) throws IOException {
        Path runs = folder.resolve("state").resolve("fleet-logoff").resolve("runs");
        if (!Files.isDirectory(runs)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(runs)) {
            Path journal =
                    files.filter(file -> file.toString().endsWith(".ndjson"))
                            .findFirst()
                            .orElse(null);
            return journal == null
                    ? 0
                    : Files.readString(journal).lines().filter(text -> text.contains(part)).count();
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
