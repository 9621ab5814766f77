package io.github.fleetlogoff.benchmark;

import static io.github.fleetlogoff.benchmark.Runs.TRIAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TargetsTest {
    private static final OptionalDouble VERSION = OptionalDouble.of(0.2);

    @Test
    void compares_cpu_with_each_peer_of_the_same_trial() {
        Trial basic = new Trial(Auth.BASIC, 1_000, 0, Duration.ofMillis(300), 64);

        List<Verdict> verdicts =
                verdicts(
                        Runs.of("wsman", TRIAL, 5, 1.1),
                        Runs.of("go", TRIAL, 5, 1.0),
                        Runs.of("pywinrm", TRIAL, 9, 5.5),
                        Runs.of("wsman", basic, 5, 0.8),
                        Runs.of("go", basic, 5, 1.0),
                        Runs.of("pywinrm", basic, 9, 4.0));

        assertThat(verdicts)
                .extracting(Verdict::what, Verdict::bound, Verdict::met)
                .containsExactly(
                        tuple("NTLM, 1000: CPU / go, unsealed", 1.0, false),
                        tuple("NTLM, 1000: pywinrm / CPU", 5.0, true),
                        tuple("Basic, 1000: CPU / go", 0.8, true),
                        tuple("Basic, 1000: pywinrm / CPU", 6.0, false),
                        tuple("--version: wall s", 0.25, true));
    }

    @Test
    void takes_the_median_of_several_runs() {
        List<Verdict> verdicts =
                verdicts(
                        Runs.of("wsman", TRIAL, 5, 1),
                        Runs.of("wsman", TRIAL, 5, 9),
                        Runs.of("wsman", TRIAL, 5, 2),
                        Runs.of("go", TRIAL, 5, 4));

        assertThat(verdicts.getFirst().figure()).hasValue(0.5);
    }

    @Test
    void gives_no_credit_for_runs_that_failed_hosts() {
        List<Verdict> verdicts =
                verdicts(Runs.failed("wsman", TRIAL, 5, 0.1), Runs.of("go", TRIAL, 5, 1));

        assertThat(verdicts.getFirst().figure()).isEmpty();
        assertThat(verdicts.getFirst().met()).isFalse();
        assertThat(verdicts.getFirst().line()).endsWith("not measured");
    }

    @Test
    void holds_the_very_large_fleet_against_its_think_times_and_leaves_out_the_lone_first_host() {
        Trial large = new Trial(Auth.NTLM, 10_000, 0, Duration.ofSeconds(3), 1_000);

        List<Verdict> verdicts = verdicts(Runs.of("wsman", large, 36, 20));

        assertThat(verdicts.get(0).figure()).hasValue(1.1);
        assertThat(verdicts.get(1).figure()).hasValue(100);
    }

    @Test
    void holds_a_fleet_with_dead_hosts_against_the_same_without() {
        Trial dead = TRIAL.withDead(10);

        List<Verdict> verdicts =
                verdicts(Runs.of("wsman", TRIAL, 5, 1), Runs.of("wsman", dead, 6, 1));

        assertThat(verdicts)
                .filteredOn(verdict -> verdict.what().contains("dead"))
                .singleElement()
                .satisfies(verdict -> {
                    assertThat(verdict.figure()).hasValue(1.2);
                    assertThat(verdict.met()).isFalse();
                });
    }

    @Test
    void says_nothing_about_fleets_that_no_target_is_about() {
        Trial small = new Trial(Auth.NTLM, 60, 0, Duration.ofMillis(300), 64);

        assertThat(verdicts(Runs.of("wsman", small, 2, 1), Runs.of("go", small, 1, 1)))
                .extracting(Verdict::what)
                .containsExactly("--version: wall s");
    }

    @Test
    void names_trials_that_let_every_target_be_judged() {
        List<Figures> all =
                Targets.trials(64).stream()
                        .flatMap(trial ->
                                List.of("wsman", "pywinrm", "go").stream()
                                        .map(client -> Runs.of(client, trial, 40, 1)))
                        .toList();

        assertThat(Targets.verdicts("wsman", all, VERSION))
                .hasSize(9)
                .allSatisfy(verdict -> assertThat(verdict.figure()).isPresent());
    }

    private static List<Verdict> verdicts(Figures... all) {
        return Targets.verdicts("wsman", List.of(all), VERSION);
    }
}
