package io.github.fleetlogoff.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fleetlogoff.model.EventSink;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.FleetException.Code;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunEvent.HostActing;
import io.github.fleetlogoff.model.RunEvent.HostFinished;
import io.github.fleetlogoff.model.RunEvent.HostStarted;
import io.github.fleetlogoff.model.RunEvent.PlannedHost;
import io.github.fleetlogoff.model.RunProcess;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.StopCause;
import io.github.fleetlogoff.model.Sweep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFoldTest {
    @TempDir Path folder;

    private final RunFold fold = new RunFold();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void the_report_from_the_journal_equals_the_live_one(long seed) {
        List<RunEvent> events = Runs.random(new Random(seed));
        try (Journal journal = Journal.create(folder, Runs.ID)) {
            events.forEach(fold.after(journal)::emit);
        }
        RunStore store = new RunStore(folder, _ -> false);
        RunReport read = store.report(store.find("last"));
        assertThat(read).isEqualTo(fold.report());
        assertThat(read.hosts()).hasSameSizeAs(((RunEvent.RunStarted) events.getFirst()).hosts());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void the_order_in_which_hosts_are_told_about_makes_no_difference(long seed) {
        List<RunEvent> events = Runs.random(new Random(seed));
        List<RunEvent> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled.subList(1, shuffled.size()), new Random(seed));
        RunFold other = new RunFold();
        events.forEach(fold::emit);
        shuffled.forEach(other::emit);
        assertThat(other.report()).isEqualTo(fold.report());
    }

    @Test
    void hosts_stand_in_inventory_order_each_exactly_once_and_the_totals_count_them() {
        fold.emit(Runs.started(Runs.logoff(), "c", "a", "b"));
        fold.emit(new HostFinished(Runs.START, Runs.completed("b")));
        fold.emit(new HostFinished(Runs.START, Runs.completed("a")));
        fold.emit(new HostFinished(Runs.START, Runs.host("c", HostOutcome.NO_USERS, 2, null)));
        RunReport report = fold.report();
        assertThat(report.hosts())
                .extracting(entry -> entry.planned().name())
                .containsExactly("c", "a", "b");
        assertThat(report.totals().hosts()).isEqualTo(3);
        assertThat(report.totals().hostsByOutcome())
                .containsOnly(
                        Map.entry(HostOutcome.COMPLETED, 2), Map.entry(HostOutcome.NO_USERS, 1));
    }

    @Test
    void a_host_without_an_outcome_may_have_acted_only_where_its_command_went_out() {
        fold.emit(Runs.started(Runs.logoff(), "acting", "begun", "waiting"));
        fold.emit(new HostStarted(Runs.START.plusSeconds(1), "acting", 1));
        fold.emit(new HostStarted(Runs.START.plusSeconds(1), "begun", 1));
        fold.emit(new HostActing(Runs.START.plusSeconds(3), "acting", null));
        List<HostReport> results =
                fold.report().hosts().stream().map(RunReport.Entry::result).toList();
        assertThat(results.get(0).outcome()).isEqualTo(HostOutcome.TIMED_OUT);
        assertThat(results.get(0).message())
                .startsWith("may have acted: the run ended before its answer came");
        assertThat(results.get(0).effort())
                .isEqualTo(new HostReport.Effort(1, Duration.ofSeconds(2), 0));
        for (HostReport untouched : results.subList(1, 3)) {
            assertThat(untouched.outcome()).isEqualTo(HostOutcome.NOT_ATTEMPTED);
            assertThat(untouched.reason()).isEqualTo(NotAttemptedReason.STOPPED);
        }
        assertThat(fold.report().finishedAt()).isNull();
    }

    @Test
    void a_logoff_reports_no_listed_session_and_a_list_reports_all() {
        HostReport host =
                Runs.completed(
                        "a",
                        Runs.session(2, "jdoe", SessionOutcome.LOGGED_OFF),
                        Runs.session(3, "other", SessionOutcome.LISTED));
        RunReport logoff = Runs.report(host);
        assertThat(logoff.totals().sessions()).isEqualTo(1);
        assertThat(logoff.totals().sessionsByOutcome()).containsOnlyKeys(SessionOutcome.LOGGED_OFF);
        assertThat(Runs.report(Sweep.list(), Runs.header(Runs.ID), host).totals().sessions())
                .isEqualTo(2);
    }

    @Test
    void refused_logons_are_counted_over_all_hosts() {
        RunReport report = Runs.report(refused("a", 2), refused("b", 1));
        assertThat(report.refusedLogons()).isEqualTo(3);
    }

    @Test
    void an_event_that_contradicts_the_plan_is_an_internal_fault_and_changes_nothing() {
        fold.emit(Runs.started(Runs.logoff(), "a"));
        fold.emit(new HostFinished(Runs.START, Runs.completed("a")));
        RunReport before = fold.report();
        assertContradiction(
                new HostFinished(Runs.START, Runs.host("a", HostOutcome.FAILED, 1, null)),
                "second outcome");
        assertContradiction(
                new HostFinished(Runs.START, Runs.completed("x")), "x is not a host of this run");
        assertContradiction(new HostActing(Runs.START, "x", null), "x is not a host of this run");
        assertContradiction(Runs.started(Runs.logoff(), "b"), "begins within run");
        assertThat(fold.report()).isEqualTo(before);
    }

    @Test
    void an_event_that_the_journal_could_not_keep_is_still_in_the_live_report() {
        FleetException full = new FleetException(Code.JOURNAL, "full");
        EventSink sink =
                fold.after(_ -> {
                    throw full;
                });
        fold.emit(Runs.started(Runs.logoff(), "a"));
        assertThatThrownBy(() -> sink.emit(new HostFinished(Runs.START, Runs.completed("a"))))
                .isSameAs(full);
        assertThat(fold.report().totals().hostsByOutcome()).containsOnlyKeys(HostOutcome.COMPLETED);
    }

    @Test
    void what_remains_of_a_run_is_told_host_by_host() {
        fold.emit(Runs.started(Runs.logoff(), "waiting", "acting", "done", "begun", "left", "bad"));
        fold.emit(new HostStarted(Runs.START, "acting", 1));
        fold.emit(new HostActing(Runs.START, "acting", null));
        fold.emit(new HostStarted(Runs.START, "begun", 1));
        fold.emit(new HostActing(Runs.START, "done", null));
        fold.emit(new HostFinished(Runs.START, Runs.completed("done")));
        fold.emit(
                new HostFinished(
                        Runs.START,
                        HostReport.notAttempted("left", NotAttemptedReason.STOPPED, "Ctrl-C")));
        fold.emit(
                new HostFinished(
                        Runs.START,
                        HostReport.notAttempted("bad", NotAttemptedReason.CREDENTIAL, "refused")));
        RunRemainder remainder = fold.remainder();
        assertThat(remainder.settled()).extracting(HostReport::host).containsExactly("done", "bad");
        assertThat(remainder.uncertain())
                .extracting(one -> one.host().name())
                .containsExactly("acting");
        assertThat(remainder.untouched())
                .extracting(Host::name)
                .containsExactly("waiting", "begun", "left");
        assertThat(remainder.isEmpty()).isFalse();
        assertThat(remainder.start().sweep()).isEqualTo(Runs.logoff());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void a_journal_cut_after_any_line_leaves_every_host_whole_in_one_part_of_the_remainder(
            long seed) throws Exception {
        List<RunEvent> events = Runs.random(new Random(seed), 4);
        RunEvent.RunStarted start = (RunEvent.RunStarted) events.getFirst();
        String lines = Runs.sealed(events);
        Path file = folder.resolve(Runs.ID + ".ndjson");
        int end = 0;
        for (int count = 1; count <= events.size(); count++) {
            end = lines.indexOf('\n', end) + 1;
            Files.writeString(file, lines.substring(0, end));
            RunRemainder remainder =
                    new RunStore(folder, _ -> false).replay(file).fold().remainder();
            List<Host> hosts =
                    new ArrayList<>(
                            remainder.uncertain().stream()
                                    .map(RunRemainder.Uncertain::host)
                                    .toList());
            hosts.addAll(remainder.untouched());
            List<String> names = new ArrayList<>(hosts.stream().map(Host::name).toList());
            remainder.settled().forEach(report -> names.add(report.host()));
            assertThat(start.hosts()).extracting(PlannedHost::host).containsAll(hosts);
            assertThat(names)
                    .containsExactlyInAnyOrderElementsOf(
                            start.hosts().stream().map(PlannedHost::name).toList());
        }
    }

    @Test
    void a_run_that_goes_on_forgets_its_stop_and_the_hosts_that_were_left_out_for_it() {
        fold.emit(Runs.started(Runs.logoff(), "a", "b", "c"));
        fold.emit(new HostFinished(Runs.START, Runs.completed("a")));
        fold.emit(new RunEvent.RunStopping(Runs.START, StopCause.INTERRUPTED, "Ctrl-C"));
        for (String host : List.of("b", "c")) {
            fold.emit(
                    new HostFinished(
                            Runs.START,
                            HostReport.notAttempted(host, NotAttemptedReason.STOPPED, "Ctrl-C")));
        }
        fold.emit(new RunEvent.RunFinished(Runs.START.plusSeconds(1)));
        assertThat(ExitCode.of(fold.report())).isEqualTo(ExitCode.INTERRUPTED);

        fold.emit(new RunEvent.RunResumed(Runs.START.plusSeconds(60), "ops@console", Runs.PROCESS));
        assertThat(fold.report().finishedAt()).isNull();
        fold.emit(new HostFinished(Runs.START.plusSeconds(61), Runs.completed("b")));
        fold.emit(new HostFinished(Runs.START.plusSeconds(61), Runs.completed("c")));
        fold.emit(new RunEvent.RunFinished(Runs.START.plusSeconds(62)));

        assertThat(ExitCode.of(fold.report())).isEqualTo(ExitCode.DONE);
        assertThat(fold.report().totals().hostsByOutcome())
                .containsOnly(Map.entry(HostOutcome.COMPLETED, 3));
        assertThat(fold.remainder().isEmpty()).isTrue();
    }

    @Test
    void a_clock_set_back_makes_no_time_negative() {
        fold.emit(Runs.started(Runs.logoff(), "a", "b"));
        fold.emit(new HostStarted(Runs.START.minusSeconds(3600), "a", 1));
        fold.emit(new HostFinished(Runs.START.minusSeconds(3599), Runs.completed("b")));
        assertThat(fold.report().hosts().getFirst().result().effort().duration()).isPositive();
        fold.emit(new RunEvent.RunFinished(Runs.START.minusSeconds(3598)));
        assertThat(fold.report().duration()).contains(Duration.ZERO);
    }

    @Test
    void a_sweep_by_phases_goes_on_where_it_was() {
        fold.emit(Runs.started(Runs.logoff(), "a", "b"));
        fold.emit(new RunEvent.HostSurveyed(Runs.START, Runs.completed("a"), "A"));
        fold.emit(new RunEvent.WaveBegan(Runs.START, 1));
        fold.emit(new RunEvent.HostWarned(Runs.START, Runs.completed("a")));
        RunEvent.GraceBegan grace =
                new RunEvent.GraceBegan(Runs.START, Runs.START.plusSeconds(900));
        fold.emit(grace);
        RunRemainder.Phases phases = fold.remainder().phases();
        assertThat(phases.surveys()).containsOnlyKeys("a");
        assertThat(phases.warnings()).containsOnlyKeys("a");
        assertThat(phases.wave()).isEqualTo(1);
        assertThat(phases.grace()).isEqualTo(grace);

        fold.emit(new RunEvent.WaveBegan(Runs.START, 2));
        assertThat(fold.remainder().phases().grace()).isNull();
        assertThat(fold.remainder().phases().wave()).isEqualTo(2);
    }

    @Test
    void a_grace_is_neither_longer_nor_over_because_a_clock_was_set_back() {
        RunEvent.GraceBegan grace =
                new RunEvent.GraceBegan(Runs.START, Runs.START.plusSeconds(900));
        assertThat(grace.left(Runs.START.plusSeconds(600))).isEqualTo(Duration.ofMinutes(5));
        assertThat(grace.left(Runs.START.minusSeconds(3600))).isEqualTo(Duration.ofMinutes(15));
        assertThat(grace.left(Runs.START.plusSeconds(3600))).isZero();
    }

    @Test
    void the_process_of_a_run_is_that_which_took_it_up_last() {
        fold.emit(Runs.started(Runs.logoff(), "a"));
        assertThat(fold.process()).isEqualTo(Runs.PROCESS);
        RunProcess other = new RunProcess(5, null, "desk");
        fold.emit(new RunEvent.RunResumed(Runs.START, "ops@desk", other));
        assertThat(fold.process()).isEqualTo(other);
    }

    @Test
    void there_is_no_report_before_a_run_began() {
        assertThatThrownBy(fold::report)
                .isInstanceOfSatisfying(
                        FleetException.class, e -> assertThat(e.code()).isEqualTo(Code.JOURNAL));
    }

    private static HostReport refused(String host, int logons) {
        return new HostReport(
                host,
                HostOutcome.AUTH_FAILED,
                null,
                new HostReport.Effort(1, Duration.ofMillis(10), logons),
                "refused",
                null,
                List.of());
    }

    private void assertContradiction(RunEvent event, String part) {
        assertThatThrownBy(() -> fold.emit(event))
                .isInstanceOfSatisfying(
                        FleetException.class, e -> assertThat(e.code()).isEqualTo(Code.INTERNAL))
                .hasMessageContaining(part);
    }
}
