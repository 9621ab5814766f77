package io.github.fleetlogoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Sweeps by phases over a simulated fleet, whose own state is the truth.
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class SafeSweepTest extends SweptFleet {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void a_warned_and_waved_sweep_says_what_it_does_and_does_it() throws IOException {
        JsonNode truth =
                truthAfter(
                        20,
                        inventory -> {
                            Program.Ended ended =
                                    logoff(
                                            inventory,
                                            "-u",
                                            "jdoe",
                                            "--waves",
                                            "1,100%",
                                            "--warn",
                                            "Save by {deadline}",
                                            "--grace",
                                            "1s",
                                            "-o",
                                            "json");

                            assertThat(ended.exitCode()).as(ended.err()).isZero();
                            assertThat(ended.err())
                                    .containsSubsequence(
                                            "survey: 20 hosts are asked",
                                            "plan: ",
                                            "in 2 waves",
                                            "wave 1: users on 1 host were told",
                                            "wave 1: sessions end",
                                            "wave 2: users on ",
                                            "wave 2: sessions end");
                            copy("report.json", ended.out());
                        });

        JsonNode report = JSON.readTree(Files.readString(folder.resolve("report.json")));
        assertThat(Rehearsed.disagreements(report, truth, 1)).isEmpty();
        assertThat(report.path("totals").path("sessionsByOutcome").path("logged-off").asInt())
                .isGreaterThan(1);
        assertThat(warned(truth)).isEqualTo(ended(truth)).isNotEmpty();
    }

    @Test
    void a_spent_budget_stops_the_sweep_with_exit_code_5() throws IOException {
        JsonNode truth =
                truthAfter(
                        20,
                        inventory -> {
                            Program.Ended ended =
                                    logoff(inventory, "-u", "jdoe", "--max-logoffs", "2");

                            assertThat(ended.exitCode()).as(ended.err()).isEqualTo(5);
                            assertThat(ended.out())
                                    .contains("the budget of 2 sessions (--max-logoffs)")
                                    .contains("2 logged-off");
                        });

        assertThat(ended(truth)).hasSize(2);
    }

    @Test
    void a_sweep_unlike_the_earlier_ones_stops_before_it_acts() throws IOException {
        truthAfter(
                20,
                inventory -> {
                    Path playbook =
                            copy(
                                    "usual.yaml",
                                    """
                                    inventory: fleet.yaml
                                    sessions:
                                      userGlobs: ["j*"]
                                    limits:
                                      maxChange: 2x
                                    """);
                    assertThat(play(playbook, "--yes", "-w", "pc-00[1-2]").exitCode()).isZero();

                    Program.Ended rehearsed = play(playbook, "--dry-run");
                    assertThat(rehearsed.exitCode()).isZero();
                    assertThat(rehearsed.err()).contains("the sweep itself would stop here");

                    Program.Ended unusual = play(playbook, "--yes");
                    assertThat(unusual.exitCode()).isEqualTo(5);
                    assertThat(unusual.out()).contains("more than --max-change 2x apart");

                    Program.Ended meant = play(playbook, "--yes", "--yes-really");
                    assertThat(meant.exitCode()).as(meant.out()).isZero();
                    assertThat(meant.err()).contains("as --yes-really says");
                });
    }

    @Test
    void who_a_policy_protects_is_left_alone_on_every_path() throws IOException {
        JsonNode truth =
                truthAfter(
                        10,
                        inventory -> {
                            Path policy = copy("policy.yaml", "protected:\n  users: [\"jdo*\"]\n");
                            program.with("FLEET_LOGOFF_POLICY", policy.toString());
                            Program.Ended named = logoff(inventory, "-u", "jdoe", "-o", "json");
                            assertThat(named.out()).contains("\"protected\"");
                            Program.Ended waved =
                                    logoff(inventory, "-u", "jdoe", "--max-logoffs", "9");
                            assertThat(waved.out()).doesNotContain("logged-off");
                        });

        assertThat(ended(truth)).isEmpty();
    }

    @Test
    void one_computer_under_two_names_is_told_where_there_is_no_survey_too() throws IOException {
        JsonNode truth =
                Rehearsed.truthAfter(
                        folder,
                        20,
                        Rehearsed.faults("twin", "0.3"),
                        inventory ->
                                copy(
                                        "report.json",
                                        logoff(
                                                        inventory,
                                                        "--user-glob",
                                                        "*",
                                                        "--yes",
                                                        "--any-computer-name",
                                                        "-o",
                                                        "json")
                                                .out()));

        JsonNode report = JSON.readTree(Files.readString(folder.resolve("report.json")));
        Set<String> gone = new HashSet<>();
        truth.path("hosts")
                .forEach(host ->
                        host.path("sessions")
                                .forEach(session -> {
                                    if (!session.path("present").asBoolean()) {
                                        gone.add(host.path("computer") + " " + session.path("id"));
                                    }
                                }));
        assertThat(gone).hasSizeGreaterThan(10);
        assertThat(report.path("totals").path("sessionsByOutcome").path("logged-off").asInt())
                .isEqualTo(gone.size());
        assertThat(report.findValuesAsText("message"))
                .anyMatch(message ->
                        message.startsWith("this is the computer PC-0")
                                && message.endsWith("take one of the two out of the inventory"));
    }

    @Test
    void who_disconnects_within_the_grace_of_a_sweep_of_active_sessions_is_left_alone()
            throws IOException {
        JsonNode truth =
                Rehearsed.truthAfter(
                        folder,
                        6,
                        Rehearsed.faults("disconnects@3", "1.0"),
                        inventory -> {
                            Program.Ended ended =
                                    logoff(
                                            inventory,
                                            "--state",
                                            "active",
                                            "--warn",
                                            "Save by {deadline}",
                                            "--grace",
                                            "1s",
                                            "--yes",
                                            "-o",
                                            "json");
                            assertThat(ended.exitCode()).as(ended.err()).isZero();
                            copy("report.json", ended.out());
                        });

        JsonNode report = JSON.readTree(Files.readString(folder.resolve("report.json")));
        assertThat(warned(truth)).isNotEmpty();
        assertThat(ended(truth)).isEmpty();
        assertThat(report.path("totals").path("sessionsByOutcome").path("not-reached").asInt())
                .isPositive();
        assertThat(report.path("hosts").findValuesAsText("outcome")).doesNotContain("came-back");
        assertThat(report.path("hosts").findValuesAsText("message"))
                .contains("disconnected by now and not selected any more, so it was left alone");
    }

    @Test
    void one_host_and_one_session_are_told_in_the_singular() throws IOException {
        Rehearsed.truthAfter(
                folder,
                1,
                Rehearsed.faults("leaves@3", "1.0"),
                inventory -> {
                    Program.Ended ended =
                            logoff(
                                    inventory,
                                    "-u",
                                    "jdoe",
                                    "--warn",
                                    "Save by {deadline}",
                                    "--grace",
                                    "1s");
                    assertThat(ended.err())
                            .contains(
                                    "survey: 1 host is asked",
                                    "plan: 1 session on 1 host; 0 hosts have nothing to end",
                                    "users on 1 host were told");
                    assertThat(ended.out()).contains("1 gone");
                    assertThat(logoff(inventory, "-u", "jdoe", "--max-logoffs", "9", "-q").err())
                            .isEmpty();
                });
    }
}
