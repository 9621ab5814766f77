package io.github.fleetlogoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Sweeps by phases over a simulated fleet, whose own state is the truth.
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class SafeSweepTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;
    private Program program = new Program(Path.of(""));

    @BeforeEach
    void program() {
        program = new Program(folder);
    }

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
    void a_plan_is_applied_and_nothing_else() throws IOException {
        JsonNode truth =
                truthAfter(
                        20,
                        inventory -> {
                            Path plan = folder.resolve("tonight.json");
                            Program.Ended planned =
                                    program.run(
                                            "plan",
                                            "-i",
                                            inventory.toString(),
                                            "-u",
                                            "jdoe",
                                            "--max-logoffs",
                                            "3",
                                            "-o",
                                            plan.toString());
                            assertThat(planned.exitCode()).as(planned.err()).isZero();
                            assertThat(planned.err()).contains("fleet-logoff apply " + plan);

                            Program.Ended first = apply(plan, inventory);
                            assertThat(first.out()).contains("3 logged-off");
                            assertThat(first.exitCode()).as(first.out()).isZero();

                            // Who was beyond the budget was not let end by the review, however
                            // often it is applied.
                            Program.Ended second = apply(plan, inventory, "--dry-run");
                            assertThat(second.out()).contains("3 gone");
                        });

        assertThat(ended(truth)).hasSize(3);
    }

    @Test
    void a_plan_with_nothing_to_end_is_applied_to_no_host() throws IOException {
        truthAfter(
                2,
                inventory -> {
                    Path plan = folder.resolve("quiet.json");
                    assertThat(
                                    program.run(
                                                    "plan",
                                                    "-i",
                                                    inventory.toString(),
                                                    "-u",
                                                    "nobody.at.all",
                                                    "-o",
                                                    plan.toString())
                                            .exitCode())
                            .isZero();

                    Program.Ended ended = apply(plan, inventory);

                    assertThat(ended.exitCode()).as(ended.err()).isZero();
                    assertThat(ended.out()).contains("0 hosts");
                });
    }

    @Test
    void a_plan_that_was_changed_is_refused() throws IOException {
        truthAfter(
                3,
                inventory -> {
                    Path plan = folder.resolve("tonight.json");
                    program.run(
                            "plan",
                            "-i",
                            inventory.toString(),
                            "-u",
                            "jdoe",
                            "-o",
                            plan.toString());
                    copy("tonight.json", read(plan).replace("\"jdoe\"", "\"asmith\""));

                    Program.Ended changed = apply(plan, inventory);
                    assertThat(changed.exitCode()).isEqualTo(2);
                    assertThat(changed.err()).contains("it was changed since it was written");
                });
    }

    @Test
    void a_playbook_is_validated_rehearsed_and_played() throws IOException {
        JsonNode truth =
                truthAfter(
                        20,
                        inventory -> {
                            Path playbook =
                                    copy(
                                            "evening.yaml",
                                            """
                                            inventory: fleet.yaml
                                            sessions:
                                              userGlobs: ["j*"]
                                            protected:
                                              hosts: ["pc-00*"]
                                            limits:
                                              maxChange: 2x
                                            reason: evening
                                            """);
                            assertThat(play(playbook, "--validate").out()).contains("is valid");
                            assertThat(play(playbook, "--dry-run").exitCode()).isZero();
                            Program.Ended unasked = play(playbook);
                            assertThat(unasked.exitCode()).isEqualTo(2);
                            assertThat(unasked.err()).contains("--yes");

                            Program.Ended ended = play(playbook, "--yes");
                            assertThat(ended.exitCode()).as(ended.err()).isZero();
                            assertThat(ended.err())
                                    .contains("9 protected hosts are left alone")
                                    .contains("no earlier run to compare");
                        });

        assertThat(ended(truth)).isNotEmpty().allMatch(host -> !host.startsWith("pc-00"));
    }

    @Test
    void a_playbook_is_not_valid_without_its_inventory_and_hosts() {
        Path stray = copy("stray.yaml", "inventory: nowhere.yaml\nsessions: {users: [jdoe]}\n");
        assertThat(play(stray, "--validate").exitCode()).isEqualTo(2);
        assertThat(play(stray, "--validate").err()).contains("nowhere.yaml");

        copy("hosts.yaml", "hosts: {\"ws[1-3]\": {}}\n");
        Path lost =
                copy(
                        "lost.yaml",
                        "inventory: hosts.yaml\nhosts: \"@labs\"\nsessions: {users: [jdoe]}\n");
        assertThat(play(lost, "--validate").exitCode()).isEqualTo(2);
        assertThat(play(lost, "--validate").err()).contains("there is no group 'labs'");
    }

    @Test
    void a_flag_that_loosens_the_pace_or_the_check_of_a_playbook_says_so() {
        copy("hosts.yaml", "hosts: {\"ws[1-3]\": {}}\n");
        Path playbook =
                copy(
                        "slow.yaml",
                        """
                        inventory: hosts.yaml
                        sessions: {users: [jdoe]}
                        limits: {concurrency: 8, siteConcurrency: 2}
                        """);

        assertThat(play(playbook, "--validate", "-j", "4").err()).isEmpty();
        Program.Ended loose =
                play(
                        playbook,
                        "--validate",
                        "-j",
                        "9",
                        "--site-concurrency",
                        "3",
                        "--any-computer-name");

        assertThat(loose.out()).contains("is valid, for 3 hosts");
        assertThat(loose.err())
                .contains(
                        "--concurrency 9 loosens the playbook slow, which says 8",
                        "--site-concurrency 3 loosens the playbook slow, which says 2",
                        "--any-computer-name loosens the playbook slow");
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

    private JsonNode truthAfter(int hosts, Consumer<Path> work) throws IOException {
        return Rehearsed.truthAfter(folder, hosts, Map.of(), work);
    }

    private Program.Ended logoff(Path inventory, String... more) {
        return run(List.of("-i", inventory.toString()), more);
    }

    private Program.Ended apply(Path plan, Path inventory, String... more) {
        return run(List.of("apply", plan.toString(), "-i", inventory.toString()), more);
    }

    private Program.Ended play(Path playbook, String... more) {
        return run(List.of("play", playbook.toString()), more);
    }

    private Program.Ended run(List<String> first, String... more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return program.run(all.toArray(String[]::new));
    }

    private Path copy(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> ended(JsonNode truth) {
        return sessions(truth, session -> !session.path("present").asBoolean());
    }

    private static List<String> warned(JsonNode truth) {
        return sessions(truth, session -> session.path("warnings").asInt() > 0);
    }

    private static List<String> sessions(
            JsonNode truth, java.util.function.Predicate<JsonNode> which) {
        List<String> found = new ArrayList<>();
        for (JsonNode host : truth.path("hosts")) {
            for (JsonNode session : host.path("sessions")) {
                if (which.test(session)) {
                    found.add(host.path("host").asText() + " " + session.path("id").asText());
                }
            }
        }
        return found;
    }
}
