package io.github.fleetlogoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Plans that are reviewed and applied, and playbooks.
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class PlannedSweepTest extends SweptFleet {
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
}
