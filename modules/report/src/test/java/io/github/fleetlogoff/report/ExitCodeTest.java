package io.github.fleetlogoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.Limits;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.RunEvent.HostFinished;
import io.github.fleetlogoff.model.RunEvent.RunFinished;
import io.github.fleetlogoff.model.RunEvent.RunStarted;
import io.github.fleetlogoff.model.RunEvent.RunStopping;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.StopCause;
import io.github.fleetlogoff.model.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExitCodeTest {

    /// Each word of `what` is a host with that outcome, `s:` a session of a completed host, `r:` a
    /// host that was not attempted for that reason, `stop:` a stop.
    @ParameterizedTest(name = "{0}, fail on [{2}]: {1}")
    @CsvSource(
            nullValues = "-",
            value = {
                "completed, 0, -",
                "nothing-to-do, 0, -",
                "no-users, 0, -",
                "failed, 3, -",
                "wrong-host, 3, -",
                "unreachable, 4, -",
                "timed-out, 4, -",
                "protocol-error, 4, -",
                "access-denied, 6, -",
                "auth-failed, 6, -",
                "r:credential, 6, -",
                "r:budget, 5, -",
                "r:failures, 5, -",
                "r:blackout, 5, -",
                "r:breaker, 4, -",
                "r:stopped, 1, -",
                "stop:interrupted r:stopped, 130, -",
                "stop:terminated r:stopped, 143, -",
                "stop:fault r:stopped, 1, -",
                "stop:interrupted completed, 130, -",
                "stop:interrupted stop:terminated completed, 130, -",
                "stop:terminated stop:interrupted completed, 143, -",
                "s:logged-off, 0, -",
                "s:reset, 0, -",
                "s:skipped-console, 0, -",
                "s:protected, 0, -",
                "s:came-back, 0, -",
                "s:gone, 0, -",
                "s:superseded, 0, -",
                "s:not-reached, 0, -",
                "s:would-log-off, 0, -",
                "s:warned, 0, -",
                "s:listed, 0, -",
                "s:unverified, 3, -",
                "s:stuck, 3, -",
                "s:failed, 3, -",
                // precedence: 1, 130/143, 5, 3, 6, 4
                "stop:interrupted stop:fault r:budget failed auth-failed unreachable, 1, -",
                "stop:terminated r:budget failed auth-failed unreachable, 143, -",
                "r:budget failed auth-failed unreachable, 5, -",
                "failed auth-failed unreachable, 3, -",
                "auth-failed unreachable completed, 6, -",
                "unreachable completed no-users, 4, -",
                // --fail-on narrows
                "unreachable s:stuck, 4, unreachable",
                "unreachable s:stuck, 3, stuck",
                "unreachable auth-failed, 0, failed wrong-host",
                "failed s:failed, 3, failed",
                "no-users s:skipped-console, 0, no-users skipped-console",
                "r:credential unreachable, 6, not-attempted",
                "stop:interrupted failed, 130, unreachable",
            })
    void the_exit_code_follows_from_what_became_of_hosts_and_sessions(
            String what, int code, String failOn) {
        assertThat(ExitCode.of(run(what, failOn, true)).number()).isEqualTo(code);
    }

    @Test
    void a_run_without_an_end_was_ended_by_a_fault_unless_somebody_stopped_it() {
        assertThat(ExitCode.of(run("completed", null, false)).number()).isEqualTo(1);
        assertThat(ExitCode.of(run("stop:interrupted completed", null, false)).number())
                .isEqualTo(130);
    }

    @Test
    void a_run_over_no_host_is_done() {
        assertThat(ExitCode.of(Runs.report()).number()).isZero();
    }

    @ParameterizedTest
    @EnumSource(FleetException.Code.class)
    void a_fault_before_the_run_is_2_a_lock_7_and_a_fault_of_the_program_1(
            FleetException.Code code) {
        int expected =
                switch (code) {
                    case USAGE, INVENTORY, CREDENTIAL -> 2;
                    case LOCKED -> 7;
                    case JOURNAL, INTERNAL -> 1;
                };
        assertThat(ExitCode.of(code).number()).isEqualTo(expected);
    }

    private static RunReport run(String what, @Nullable String failOn, boolean finished) {
        List<HostReport> hosts = new ArrayList<>();
        List<RunStopping> stops = new ArrayList<>();
        for (String word : what.split(" ", -1)) {
            String host = "h" + hosts.size();
            String name = word.substring(word.indexOf(':') + 1);
            if (word.startsWith("stop:")) {
                stops.add(
                        new RunStopping(
                                Runs.START.plusSeconds(stops.size()),
                                find(StopCause.class, name),
                                "stopped"));
            } else if (word.startsWith("s:")) {
                hosts.add(
                        Runs.completed(
                                host, Runs.session(2, "jdoe", find(SessionOutcome.class, name))));
            } else if (word.startsWith("r:")) {
                hosts.add(
                        HostReport.notAttempted(
                                host, find(NotAttemptedReason.class, name), "not tried"));
            } else {
                hosts.add(Runs.host(host, find(HostOutcome.class, name), null, null));
            }
        }
        RunFold fold = new RunFold();
        fold.emit(
                new RunStarted(
                        Runs.START,
                        Runs.header(
                                Runs.ID, failOn == null ? new String[0] : failOn.split(" ", -1)),
                        Runs.logoff(),
                        Safeguards.NONE,
                        Limits.DEFAULT,
                        hosts.stream().map(host -> Runs.planned(host.host())).toList()));
        stops.forEach(fold::emit);
        hosts.forEach(host -> fold.emit(new HostFinished(Runs.START.plusSeconds(5), host)));
        if (finished) {
            fold.emit(new RunFinished(Runs.START.plusSeconds(9)));
        }
        return fold.report();
    }

    private static <E extends Enum<E> & Word> E find(Class<E> type, String word) {
        return Word.find(type, word).orElseThrow();
    }

    @Test
    void only_words_that_can_fail_are_failing_words() {
        assertThat(ExitCode.failingWords())
                .contains("stuck", "unverified", "failed", "unreachable", "not-attempted")
                .doesNotContain("logged-off", "completed", "no-users", "listed");
    }
}
