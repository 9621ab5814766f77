package io.github.fleetlogoff.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.Blackout;
import io.github.fleetlogoff.model.BlackoutWindow;
import io.github.fleetlogoff.model.Ceiling;
import io.github.fleetlogoff.model.Guards;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.Rate;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.StopCause;
import io.github.fleetlogoff.model.Warning;
import io.github.fleetlogoff.model.WaveSizes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SweepPhasesTest {
    private static final Duration GRACE = Duration.ofMinutes(15);
    private static final Warning WARNING =
            new Warning("Save your work by {deadline}", GRACE, null, ZoneOffset.UTC);
    private static final Instant LONG_AGO = SweepTime.START.minus(Duration.ofHours(5));

    @Test
    void surveys_plans_warns_waits_ends_and_reports() {
        SweepRehearsal sweep = new SweepRehearsal(warning(WARNING));
        sweep.host("ws1").user(2, "ann", LONG_AGO).user(3, "bob", SweepTime.START);
        sweep.host("empty");
        sweep.run();

        assertThat(sweep.journal.events())
                .extracting(event -> event.getClass().getSimpleName())
                .filteredOn(name -> !name.equals("HostStarted"))
                .containsExactly(
                        "RunStarted",
                        "HostSurveyed",
                        "HostSurveyed",
                        "HostFinished",
                        "WaveBegan",
                        "HostWarned",
                        "GraceBegan",
                        "HostActing",
                        "HostFinished",
                        "RunFinished");
        assertThat(sweep.sessions("ws1")).containsExactly("2 logged-off", "3 skipped-console");
        assertThat(sweep.report("ws1").effort().attempts()).isEqualTo(3);
        assertThat(sweep.report("empty").outcome()).isEqualTo(HostOutcome.NO_USERS);
        assertThat(sweep.time.waits()).containsExactly(GRACE);
        assertThat(sweep.host("ws1").ended)
                .singleElement()
                .satisfies(ended -> assertThat(ended.at()).isEqualTo(SweepTime.START.plus(GRACE)));
    }

    @Test
    void users_who_came_back_left_or_logged_on_anew_within_the_grace_are_told_apart() {
        SweepRehearsal sweep = new SweepRehearsal(warning(WARNING));
        Instant within = SweepTime.START.plus(Duration.ofMinutes(5));
        sweep.host("ws1")
                .user(2, "ann", LONG_AGO)
                .user(3, "bob", LONG_AGO)
                .user(4, "cleo", LONG_AGO)
                .user(5, "dan", LONG_AGO)
                .comesBack(2, within)
                .leaves(3, within)
                .isTakenBy(4, "cleo", within);
        sweep.run();

        assertThat(sweep.sessions("ws1"))
                .containsExactly("2 came-back", "3 gone", "4 superseded", "5 logged-off");
        assertThat(sweep.host("ws1").ended).hasSize(1);
    }

    @Test
    void a_host_whose_users_could_not_be_told_is_left_alone() {
        SweepRehearsal sweep = new SweepRehearsal(warning(WARNING));
        sweep.host("dead").user(2, "ann", LONG_AGO).faults.unreachableWarnings = 9;
        sweep.host("mute").user(2, "bob", LONG_AGO).faults.cannotBeTold = true;
        sweep.run();

        assertThat(sweep.report("dead").outcome()).isEqualTo(HostOutcome.UNREACHABLE);
        assertThat(sweep.sessions("dead")).containsExactly("2 not-reached");
        assertThat(sweep.report("mute").outcome()).isEqualTo(HostOutcome.FAILED);
        assertThat(sweep.sessions("mute")).containsExactly("2 failed");
        assertThat(sweep.report("mute").sessions().getFirst().message())
                .isEqualTo("the warning could not be shown, so it was not ended");
        assertThat(sweep.time.waits()).doesNotContain(GRACE);
        assertThat(sweep.host("dead").ended).isEmpty();
        assertThat(sweep.host("mute").ended).isEmpty();
    }

    @Test
    void users_are_told_twice_where_that_was_asked_for() {
        SweepRehearsal sweep =
                new SweepRehearsal(
                        warning(new Warning("Save", GRACE, Duration.ofMinutes(3), ZoneOffset.UTC)));
        sweep.host("ws1").user(2, "ann", LONG_AGO);
        sweep.run();

        assertThat(sweep.host("ws1").messages).isEqualTo(2);
        assertThat(sweep.time.waits())
                .containsExactly(Duration.ofMinutes(12), Duration.ofMinutes(3));
        assertThat(sweep.journal.all(RunEvent.HostWarned.class)).hasSize(1);
        assertThat(sweep.sessions("ws1")).containsExactly("2 logged-off");
    }

    @Test
    void a_canary_that_fails_stops_the_sweep() {
        SweepRehearsal sweep =
                new SweepRehearsal(safeguards(null, "1,100%", Guards.NONE, Blackout.NONE));
        sweep.host("ws1").user(2, "ann", LONG_AGO).faults.unreachableEnds = 9;
        sweep.host("ws2").user(2, "bob", LONG_AGO);
        sweep.run();

        assertThat(sweep.report("ws1").outcome()).isEqualTo(HostOutcome.UNREACHABLE);
        assertThat(sweep.report("ws2").reason()).isEqualTo(NotAttemptedReason.FAILURES);
        assertThat(sweep.sessions("ws2")).containsExactly("2 not-reached");
        assertThat(sweep.journal.all(RunEvent.RunStopping.class))
                .singleElement()
                .satisfies(stopping -> {
                    assertThat(stopping.cause()).isEqualTo(StopCause.GUARD);
                    assertThat(stopping.message())
                            .isEqualTo("1 of 1 host of wave 1 failed, --max-failures allows none");
                });
        assertThat(sweep.host("ws2").ended).isEmpty();
    }

    @Test
    void a_spent_budget_leaves_the_rest_and_says_so() {
        SweepRehearsal sweep = new SweepRehearsal(budget("2", null));
        for (String host : List.of("ws1", "ws2", "ws3")) {
            sweep.host(host).user(2, "ann", LONG_AGO);
        }
        sweep.run();

        assertThat(sweep.report("ws3").reason()).isEqualTo(NotAttemptedReason.BUDGET);
        assertThat(sweep.report("ws3").message())
                .contains("the budget of 2 sessions (--max-logoffs) was spent in wave 1");
        assertThat(sweep.host("ws1").ended).hasSize(1);
        assertThat(sweep.host("ws2").ended).hasSize(1);
        assertThat(sweep.host("ws3").ended).isEmpty();
    }

    @Test
    void places_of_users_who_left_go_to_others_who_are_told_in_their_turn() {
        SweepRehearsal sweep = new SweepRehearsal(budget("1", WARNING));
        sweep.host("ws1")
                .user(2, "ann", LONG_AGO)
                .leaves(2, SweepTime.START.plus(Duration.ofMinutes(5)));
        sweep.host("ws2").user(2, "bob", LONG_AGO);
        sweep.run();

        assertThat(sweep.sessions("ws1")).containsExactly("2 gone");
        assertThat(sweep.sessions("ws2")).containsExactly("2 logged-off");
        assertThat(sweep.time.waits()).containsExactly(GRACE, GRACE);
        assertThat(sweep.journal.all(RunEvent.WaveBegan.class)).hasSize(2);
    }

    @Test
    void a_session_beyond_the_budget_on_a_host_with_others_is_not_reached() {
        SweepRehearsal sweep = new SweepRehearsal(budget("1", null));
        sweep.host("ws1").user(2, "ann", LONG_AGO).user(3, "bob", LONG_AGO);
        sweep.run();

        assertThat(sweep.sessions("ws1")).containsExactly("2 logged-off", "3 not-reached");
        assertThat(sweep.report("ws1").sessions().getLast().message()).contains("--max-logoffs");
        assertThat(sweep.journal.all(RunEvent.RunStopping.class))
                .extracting(RunEvent.RunStopping::message)
                .containsExactly(
                        "the budget of 1 session (--max-logoffs) was spent, with 1 session left");
    }

    @Test
    void a_lost_answer_is_asked_for_at_the_end() {
        SweepRehearsal sweep = new SweepRehearsal(budget("9", null));
        sweep.host("did").user(2, "ann", LONG_AGO).faults.losesAnswer = true;
        sweep.host("brokeOff").user(2, "dan", LONG_AGO).faults.breaksOff = true;
        sweep.host("didNot").user(2, "bob", LONG_AGO).faults.diesBeforeActing = true;
        FakeHost silent = sweep.host("silent").user(2, "cleo", LONG_AGO);
        silent.faults.losesAnswer = true;
        silent.faults.silentToTheEnd = true;
        sweep.run();

        assertThat(sweep.report("did").outcome()).isEqualTo(HostOutcome.COMPLETED);
        assertThat(sweep.sessions("did")).containsExactly("2 logged-off");
        assertThat(sweep.sessions("brokeOff")).containsExactly("2 logged-off");
        assertThat(sweep.report("didNot").outcome()).isEqualTo(HostOutcome.FAILED);
        assertThat(sweep.sessions("didNot")).containsExactly("2 failed");
        assertThat(sweep.report("silent").outcome()).isEqualTo(HostOutcome.TIMED_OUT);
        assertThat(sweep.report("silent").message()).contains("asked again: still silent");
        assertThat(sweep.sessions("silent")).containsExactly("2 unverified");
    }

    @Test
    void nothing_is_ended_and_nobody_asked_in_a_blackout() {
        SweepRehearsal sweep =
                new SweepRehearsal(
                        safeguards(null, "100%", budgetOf("9"), blackout("not 19:00-21:00 UTC")));
        sweep.host("ws1").user(2, "ann", LONG_AGO);
        sweep.run();

        assertThat(sweep.report("ws1").reason()).isEqualTo(NotAttemptedReason.BLACKOUT);
        assertThat(sweep.report("ws1").message()).contains("2026-11-21 21:00");
        assertThat(sweep.journal.all(RunEvent.HostStarted.class)).isEmpty();
        assertThat(sweep.journal.all(RunEvent.RunStopping.class))
                .extracting(RunEvent.RunStopping::cause)
                .containsExactly(StopCause.GUARD);
    }

    @Test
    void nobody_is_told_of_a_deadline_within_a_blackout() {
        SweepRehearsal sweep =
                new SweepRehearsal(
                        safeguards(WARNING, "100%", Guards.NONE, blackout("not 20:10-21:00 UTC")));
        sweep.host("ws1").user(2, "ann", LONG_AGO);
        sweep.run();

        assertThat(sweep.report("ws1").reason()).isEqualTo(NotAttemptedReason.BLACKOUT);
        assertThat(sweep.host("ws1").messages).isZero();
    }

    @Test
    void a_dry_run_shows_waves_and_budget_and_does_nothing() {
        SweepRehearsal sweep =
                new SweepRehearsal(safeguards(WARNING, "1,100%", budgetOf("1"), Blackout.NONE))
                        .dryRun();
        sweep.host("ws1").user(2, "ann", LONG_AGO);
        sweep.host("ws2").user(2, "bob", LONG_AGO);
        sweep.run();

        assertThat(sweep.sessions("ws1")).containsExactly("2 would-log-off");
        assertThat(sweep.report("ws1").message()).isEqualTo("wave 1 of 2");
        assertThat(sweep.sessions("ws2")).containsExactly("2 not-reached");
        assertThat(sweep.report("ws2").message()).isEqualTo("wave 2 of 2");
        assertThat(sweep.host("ws1").messages).isZero();
        assertThat(sweep.journal.all(RunEvent.HostActing.class)).isEmpty();
    }

    @Test
    void a_sweep_unlike_the_earlier_ones_does_nothing() {
        SweepRehearsal sweep = new SweepRehearsal(warning(WARNING)).objecting("9 now, 1 before");
        sweep.host("ws1").user(2, "ann", LONG_AGO);
        sweep.run();

        assertThat(sweep.report("ws1").reason()).isEqualTo(NotAttemptedReason.CHANGE);
        assertThat(sweep.report("ws1").message()).isEqualTo("9 now, 1 before");
        assertThat(sweep.host("ws1").messages).isZero();
    }

    @Test
    void taken_up_within_the_grace_users_are_not_told_again_and_have_the_time_that_is_left() {
        SweepRehearsal sweep = new SweepRehearsal(warning(WARNING));
        sweep.host("ws1").user(2, "ann", LONG_AGO);
        sweep.journal.after(7, () -> sweep.stop.stop(StopCause.INTERRUPTED, "Ctrl-C"));
        sweep.run();
        assertThat(sweep.journal.all(RunEvent.GraceBegan.class)).hasSize(1);
        assertThat(sweep.report("ws1").reason()).isEqualTo(NotAttemptedReason.STOPPED);
        assertThat(sweep.sessions("ws1")).containsExactly("2 not-reached");

        sweep.time.set(SweepTime.START.plus(Duration.ofMinutes(11)));
        sweep.resume();

        assertThat(sweep.host("ws1").messages).isEqualTo(1);
        assertThat(sweep.time.waits()).endsWith(Duration.ofMinutes(4));
        assertThat(sweep.sessions("ws1")).containsExactly("2 logged-off");
        assertThat(sweep.report("ws1").effort().attempts()).isEqualTo(3);
    }

    @Test
    void taken_up_in_a_blackout_a_host_that_may_have_acted_is_asked_and_ends_nothing() {
        SweepRehearsal sweep =
                new SweepRehearsal(
                        safeguards(null, "100%", budgetOf("9"), blackout("not 21:00-23:00 UTC")));
        sweep.host("ws1").user(2, "bob", LONG_AGO).faults.diesBeforeActing = true;
        sweep.journal.after(6, () -> sweep.stop.stop(StopCause.INTERRUPTED, "Ctrl-C"));
        sweep.run();
        assertThat(sweep.journal.all(RunEvent.HostActing.class)).hasSize(1);
        assertThat(sweep.report("ws1").outcome()).isEqualTo(HostOutcome.TIMED_OUT);
        assertThat(sweep.askedAgain("ws1")).isFalse();

        sweep.time.set(SweepTime.START.plus(Duration.ofHours(2)));
        sweep.resume();

        assertThat(sweep.askedAgain("ws1")).isTrue();
        assertThat(sweep.sessions("ws1")).containsExactly("2 failed");
        assertThat(sweep.host("ws1").ended).isEmpty();
    }

    @Test
    void a_fault_of_those_who_advise_costs_no_host_its_outcome() {
        SweepRehearsal sweep = new SweepRehearsal(warning(WARNING)).planningBadly();
        sweep.host("ws1").user(2, "ann", LONG_AGO);
        sweep.run();

        assertThat(sweep.report("ws1").reason()).isEqualTo(NotAttemptedReason.STOPPED);
        assertThat(sweep.report("ws1").message()).contains("cannot be planned");
        assertThat(sweep.journal.all(RunEvent.RunStopping.class))
                .extracting(RunEvent.RunStopping::cause)
                .containsExactly(StopCause.FAULT);
    }

    @Test
    void hosts_begin_no_faster_than_the_rate() {
        SweepRehearsal sweep =
                new SweepRehearsal(
                        safeguards(
                                null,
                                "100%",
                                new Guards(Ceiling.parse("9"), null, null, Rate.parse("30/m")),
                                Blackout.NONE));
        for (String host : List.of("ws1", "ws2", "ws3")) {
            sweep.host(host).user(2, "ann", LONG_AGO);
        }
        sweep.run();

        assertThat(sweep.journal.all(RunEvent.HostStarted.class)).hasSize(6);
        assertThat(sweep.time.waits()).hasSize(5).containsOnly(Duration.ofSeconds(2));
    }

    private static Safeguards warning(Warning warning) {
        return safeguards(warning, "100%", Guards.NONE, Blackout.NONE);
    }

    private static Safeguards budget(String most, @Nullable Warning warning) {
        return safeguards(warning, "100%", budgetOf(most), Blackout.NONE);
    }

    private static Guards budgetOf(String most) {
        return new Guards(Ceiling.parse(most), null, null, null);
    }

    private static Blackout blackout(String window) {
        return new Blackout(List.of(BlackoutWindow.parse(window, null)));
    }

    private static Safeguards safeguards(
            @Nullable Warning warning, String waves, Guards guards, Blackout blackout) {
        return new Safeguards(warning, WaveSizes.parse(waves), guards, blackout);
    }
}
