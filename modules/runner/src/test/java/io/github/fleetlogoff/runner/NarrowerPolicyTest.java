package io.github.fleetlogoff.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.Blackout;
import io.github.fleetlogoff.model.Ceiling;
import io.github.fleetlogoff.model.Guards;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.SitePolicy;
import io.github.fleetlogoff.model.StopCause;
import io.github.fleetlogoff.model.WaveSizes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A run that is taken up under a narrower policy than it began with.
@Timeout(60)
class NarrowerPolicyTest {
    private static final Instant LONG_AGO = SweepTime.START.minus(Duration.ofHours(5));

    // Two waves; it is stopped when the second begins.
    private static SweepRehearsal stoppedAfterTheFirstWave() {
        SweepRehearsal sweep = new SweepRehearsal(budget("9", "2,100%"));
        for (String host : List.of("ws1", "ws2", "ws3", "ws4", "ws5")) {
            sweep.host(host).user(2, "ann", LONG_AGO);
        }
        sweep.journal.onEach(event -> {
            if (event instanceof RunEvent.WaveBegan began && began.number() == 2) {
                sweep.stop.stop(StopCause.INTERRUPTED, "Ctrl-C");
            }
        });
        sweep.run();
        assertThat(ended(sweep)).isEqualTo(2);
        return sweep;
    }

    @Test
    void its_budget_counts_what_was_ended_before() {
        SweepRehearsal sweep =
                stoppedAfterTheFirstWave().under(budget("3"), Forbidden.NOTHING).resume();

        assertThat(ended(sweep)).isEqualTo(3);
        assertThat(sweep.report("ws3").outcome()).isEqualTo(HostOutcome.COMPLETED);
        assertThat(sweep.report("ws5").reason()).isEqualTo(NotAttemptedReason.BUDGET);
    }

    @Test
    void a_budget_that_was_exceeded_by_then_ends_nobody_more() {
        SweepRehearsal sweep =
                stoppedAfterTheFirstWave().under(budget("1"), Forbidden.NOTHING).resume();

        assertThat(ended(sweep)).isEqualTo(2);
        assertThat(sweep.report("ws3").reason()).isEqualTo(NotAttemptedReason.BUDGET);
    }

    @Test
    void a_host_that_may_have_acted_ends_nothing_beyond_the_budget() {
        SweepRehearsal sweep = new SweepRehearsal(budget("9", "100%"));
        sweep.host("ws1").user(2, "ann", LONG_AGO).faults.diesBeforeActing = true;
        sweep.journal.after(6, () -> sweep.stop.stop(StopCause.INTERRUPTED, "Ctrl-C"));
        sweep.run();
        assertThat(sweep.report("ws1").outcome()).isEqualTo(HostOutcome.TIMED_OUT);

        sweep.under(budget("0"), Forbidden.NOTHING).resume();

        assertThat(sweep.askedAgain("ws1")).isTrue();
        assertThat(sweep.sessions("ws1")).containsExactly("2 failed");
        assertThat(ended(sweep)).isZero();
    }

    @Test
    void a_protected_host_is_left_alone_and_its_users_are_told_as_protected() {
        SweepRehearsal sweep =
                stoppedAfterTheFirstWave()
                        .under(SitePolicy.NONE, new Forbidden(Set.of("ws1", "ws4"), null))
                        .resume();

        assertThat(ended(sweep)).isEqualTo(4);
        assertThat(sweep.sessions("ws1")).containsExactly("2 logged-off");
        assertThat(sweep.sessions("ws4")).containsExactly("2 protected");
        assertThat(sweep.report("ws4").outcome()).isEqualTo(HostOutcome.NOTHING_TO_DO);
        assertThat(sweep.report("ws4").message()).contains("protected by the site policy since");
    }

    @Test
    void a_protected_host_that_may_have_acted_is_asked_and_ends_nothing() {
        SweepRehearsal sweep = new SweepRehearsal(budget("9", "100%"));
        sweep.host("ws1").user(2, "ann", LONG_AGO).faults.diesBeforeActing = true;
        sweep.journal.after(6, () -> sweep.stop.stop(StopCause.INTERRUPTED, "Ctrl-C"));
        sweep.run();

        sweep.under(SitePolicy.NONE, new Forbidden(Set.of("ws1"), null)).resume();

        assertThat(sweep.askedAgain("ws1")).isTrue();
        assertThat(ended(sweep)).isZero();
    }

    @Test
    void where_nothing_may_be_ended_any_more_the_rest_is_left_with_that_reason() {
        SweepRehearsal sweep =
                stoppedAfterTheFirstWave().under(SitePolicy.NONE, noEnding()).resume();

        assertThat(ended(sweep)).isEqualTo(2);
        assertThat(sweep.report("ws3").outcome()).isEqualTo(HostOutcome.NOT_ATTEMPTED);
        assertThat(sweep.report("ws3").message()).isEqualTo("a warning is required");
        assertThat(sweep.sessions("ws3")).containsExactly("2 not-reached");
        assertThat(sweep.sessions("ws5")).containsExactly("2 not-reached");
        assertThat(sweep.journal.all(RunEvent.RunStopping.class).getLast().cause())
                .isEqualTo(StopCause.GUARD);
    }

    @Test
    void where_nothing_may_be_ended_what_the_plan_held_for_a_host_that_acted_is_told_too() {
        SweepRehearsal sweep = new SweepRehearsal(budget("1", "100%"));
        sweep.host("ws1").user(2, "ann", LONG_AGO).user(3, "bob", LONG_AGO).faults.losesAnswer =
                true;
        stoppedWhenItActs(sweep).under(SitePolicy.NONE, noEnding()).resume();

        assertThat(sweep.askedAgain("ws1")).isTrue();
        assertThat(sweep.sessions("ws1")).containsExactly("2 logged-off", "3 not-reached");
        assertThat(sweep.report("ws1").outcome()).isEqualTo(HostOutcome.COMPLETED);
        assertThat(sweep.journal.all(RunEvent.RunStopping.class))
                .as("nothing was withheld")
                .extracting(RunEvent.RunStopping::cause)
                .containsExactly(StopCause.INTERRUPTED);
    }

    @Test
    void a_surveyed_host_with_nothing_to_end_has_its_outcome_where_nothing_may_be_ended() {
        SweepRehearsal sweep = new SweepRehearsal(budget("9", "100%"));
        sweep.host("ws1").user(2, "ann", LONG_AGO);
        sweep.host("empty");
        sweep.journal.onEach(event -> {
            if (event instanceof RunEvent.HostSurveyed
                    && sweep.journal.all(RunEvent.HostSurveyed.class).size() == 2) {
                sweep.stop.stop(StopCause.INTERRUPTED, "Ctrl-C");
            }
        });
        sweep.run();
        assertThat(sweep.report("empty").outcome()).isEqualTo(HostOutcome.NOT_ATTEMPTED);

        sweep.under(SitePolicy.NONE, noEnding()).resume();

        assertThat(sweep.report("empty").outcome()).isEqualTo(HostOutcome.NO_USERS);
        assertThat(sweep.sessions("ws1")).containsExactly("2 not-reached");
        assertThat(sweep.report("ws1").message()).isEqualTo("a warning is required");
        assertThat(ended(sweep)).isZero();
    }

    private static Forbidden noEnding() {
        return new Forbidden(Set.of(), "a warning is required");
    }

    @Test
    void whoever_was_ended_before_the_policy_protected_them_is_told_and_counts() {
        SweepRehearsal sweep = new SweepRehearsal(budget("1", "100%"));
        sweep.host("ws1").user(2, "ann", LONG_AGO).faults.losesAnswer = true;
        sweep.host("ws2").user(2, "bob", LONG_AGO);
        stoppedWhenItActs(sweep).under(protecting("ann"), Forbidden.NOTHING).resume();

        assertThat(sweep.askedAgain("ws1")).isTrue();
        assertThat(sweep.sessions("ws1")).containsExactly("2 logged-off");
        assertThat(sweep.report("ws1").effort().attempts()).isEqualTo(2);
        assertThat(sweep.sessions("ws2")).containsExactly("2 not-reached");
        assertThat(sweep.report("ws2").reason()).isEqualTo(NotAttemptedReason.BUDGET);
        assertThat(ended(sweep)).isEqualTo(1);
    }

    @Test
    void so_is_one_of_several_on_a_host() {
        SweepRehearsal sweep = new SweepRehearsal(budget("2", "100%"));
        sweep.host("ws1").user(2, "ann", LONG_AGO).user(3, "bob", LONG_AGO).faults.losesAnswer =
                true;
        sweep.host("ws2").user(2, "cleo", LONG_AGO);
        stoppedWhenItActs(sweep).under(protecting("ann"), Forbidden.NOTHING).resume();

        assertThat(sweep.sessions("ws1")).containsExactly("2 logged-off", "3 logged-off");
        assertThat(sweep.report("ws2").reason()).isEqualTo(NotAttemptedReason.BUDGET);
        assertThat(ended(sweep)).isEqualTo(2);
    }

    @Test
    void a_protected_user_who_is_still_there_is_left_and_the_place_goes_to_the_next() {
        SweepRehearsal sweep = new SweepRehearsal(budget("2", "100%"));
        sweep.host("ws1")
                        .user(2, "ann", LONG_AGO)
                        .user(3, "bob", LONG_AGO)
                        .faults
                        .diesBeforeActing =
                true;
        sweep.host("ws2").user(2, "cleo", LONG_AGO).user(3, "dan", LONG_AGO);
        stoppedWhenItActs(sweep).under(protecting("ann"), Forbidden.NOTHING).resume();

        assertThat(sweep.sessions("ws1")).containsExactly("2 protected", "3 logged-off");
        assertThat(sweep.sessions("ws2")).containsExactly("2 logged-off", "3 not-reached");
    }

    @Test
    void a_host_with_nobody_but_protected_users_gives_its_places_back() {
        SweepRehearsal sweep = new SweepRehearsal(budget("1", "100%"));
        sweep.host("ws1").user(2, "ann", LONG_AGO).faults.diesBeforeActing = true;
        sweep.host("ws2").user(2, "bob", LONG_AGO);
        stoppedWhenItActs(sweep).under(protecting("ann"), Forbidden.NOTHING).resume();

        assertThat(sweep.sessions("ws1")).containsExactly("2 protected");
        assertThat(sweep.report("ws1").outcome()).isEqualTo(HostOutcome.COMPLETED);
        assertThat(sweep.sessions("ws2")).containsExactly("2 logged-off");
    }

    @Test
    void a_host_that_does_not_tell_what_became_of_them_keeps_its_places() {
        SweepRehearsal sweep = new SweepRehearsal(budget("1", "100%"));
        FakeHost refusing = sweep.host("ws1").user(2, "ann", LONG_AGO);
        refusing.faults.losesAnswer = true;
        refusing.faults.refusesToTell = true;
        sweep.host("ws2").user(2, "bob", LONG_AGO);
        stoppedWhenItActs(sweep).under(protecting("ann"), Forbidden.NOTHING).resume();

        assertThat(sweep.report("ws1").outcome()).isEqualTo(HostOutcome.ACCESS_DENIED);
        assertThat(sweep.sessions("ws1")).containsExactly("2 unverified");
        assertThat(sweep.report("ws2").reason()).isEqualTo(NotAttemptedReason.BUDGET);

        sweep.resume();

        assertThat(ended(sweep)).isEqualTo(1);
    }

    private static SweepRehearsal stoppedWhenItActs(SweepRehearsal sweep) {
        sweep.journal.onEach(event -> {
            if (event instanceof RunEvent.HostActing) {
                sweep.stop.stop(StopCause.INTERRUPTED, "Ctrl-C");
            }
        });
        sweep.run();
        assertThat(sweep.report("ws1").outcome()).isEqualTo(HostOutcome.TIMED_OUT);
        return sweep;
    }

    private static SitePolicy protecting(String... users) {
        return new SitePolicy(
                Selector.Excluded.of(List.of(users)), List.of(), null, Blackout.NONE, null);
    }

    private static long ended(SweepRehearsal sweep) {
        return sweep.hosts.values().stream().mapToLong(host -> host.ended.size()).sum();
    }

    private static SitePolicy budget(String most) {
        return new SitePolicy(
                Selector.Excluded.NOBODY, List.of(), Ceiling.parse(most), Blackout.NONE, null);
    }

    private static Safeguards budget(String most, String waves) {
        return new Safeguards(
                null,
                WaveSizes.parse(waves),
                new Guards(Ceiling.parse(most), null, null, null),
                Blackout.NONE);
    }
}
