package io.github.fleetlogoff.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.Blackout;
import io.github.fleetlogoff.model.Ceiling;
import io.github.fleetlogoff.model.Guards;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.PlannedSession;
import io.github.fleetlogoff.model.Rate;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.SessionIdentity;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.SitePolicy;
import io.github.fleetlogoff.model.StopCause;
import io.github.fleetlogoff.model.SurveyedPlan;
import io.github.fleetlogoff.model.Warning;
import io.github.fleetlogoff.model.WaveSizes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Any fleet, any users, any faults, any safeguards, stopped and taken up anywhere.
@Timeout(120)
class SweepPropertyTest {
    private static final Duration GRACE = Duration.ofMinutes(15);

    static LongStream seeds() {
        return LongStream.range(0, 400);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_sweep_ends_what_it_may_and_reports_what_it_did(long seed) {
        RandomGenerator chance = new SplittableRandom(seed);
        SweepRehearsal sweep = sweep(chance);
        sweep.run();

        check(sweep);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void so_does_one_that_is_stopped_and_taken_up(long seed) {
        RandomGenerator chance = new SplittableRandom(seed);
        SweepRehearsal sweep = sweep(chance);
        sweep.journal.after(
                chance.nextInt(1, 120), () -> sweep.stop.stop(StopCause.INTERRUPTED, "Ctrl-C"));
        sweep.run();
        if (chance.nextBoolean()) {
            sweep.time.pass(Duration.ofMinutes(chance.nextInt(40)));
        }
        sweep.resume();

        check(sweep);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void so_does_one_that_is_taken_up_under_a_narrower_policy(long seed) {
        RandomGenerator chance = new SplittableRandom(seed);
        SweepRehearsal sweep = sweep(chance);
        sweep.journal.after(
                chance.nextInt(1, 120), () -> sweep.stop.stop(StopCause.INTERRUPTED, "Ctrl-C"));
        sweep.run();
        long before = ended(sweep);
        long most = chance.nextInt(12);
        String ending = chance.nextInt(5) == 0 ? "a warning is required" : null;
        Set<String> hosts = chance.nextBoolean() ? Set.of("ws0", "ws3", "ws4") : Set.of();
        SitePolicy policy =
                new SitePolicy(
                        Selector.Excluded.of(List.of("user2")),
                        List.of(),
                        Ceiling.parse("" + most),
                        Blackout.NONE,
                        null);
        sweep.under(policy, new Forbidden(hosts, ending)).resume();

        check(sweep);
        assertThat(ended(sweep)).isLessThanOrEqualTo(Math.max(before, ending == null ? most : 0));
    }

    private static long ended(SweepRehearsal sweep) {
        return sweep.hosts.values().stream().mapToLong(host -> host.ended.size()).sum();
    }

    private static SweepRehearsal sweep(RandomGenerator chance) {
        Warning warning =
                chance.nextBoolean()
                        ? new Warning(
                                "Save by {deadline}",
                                GRACE,
                                chance.nextBoolean() ? Duration.ofMinutes(4) : null,
                                ZoneOffset.UTC)
                        : null;
        Guards guards =
                new Guards(
                        Ceiling.parse(chance.nextBoolean() ? "40%" : "" + chance.nextInt(30)),
                        chance.nextBoolean() ? Ceiling.parse("50%") : null,
                        null,
                        chance.nextInt(4) == 0 ? Rate.parse("5/s") : null);
        WaveSizes waves = WaveSizes.parse(chance.nextBoolean() ? "1,25%,100%" : "100%");
        SweepRehearsal sweep =
                new SweepRehearsal(new Safeguards(warning, waves, guards, Blackout.NONE));
        int hosts = chance.nextInt(1, 25);
        for (int i = 0; i < hosts; i++) {
            fill(sweep.host("ws" + i), chance);
        }
        return sweep;
    }

    private static void fill(FakeHost host, RandomGenerator chance) {
        int users = chance.nextInt(4);
        for (int id = 2; id < 2 + users; id++) {
            host.user(id, "user" + id, moment(chance, -600));
            switch (chance.nextInt(8)) {
                case 0 -> host.comesBack(id, moment(chance, 60));
                case 1 -> host.leaves(id, moment(chance, 60));
                case 2 -> host.isTakenBy(id, "user" + id, moment(chance, 60));
                case 3 -> host.isTakenBy(id, "other", moment(chance, 60));
                default -> {}
            }
        }
        switch (chance.nextInt(12)) {
            case 0 -> host.faults.neverAnswers = true;
            case 1 -> host.faults.unreachableSurveys = chance.nextInt(5);
            case 2 -> host.faults.unreachableWarnings = chance.nextInt(5);
            case 3 -> host.faults.unreachableEnds = chance.nextInt(5);
            case 4 -> host.faults.losesAnswer = true;
            case 5 -> host.faults.diesBeforeActing = true;
            case 6 -> {
                host.faults.losesAnswer = true;
                host.faults.silentToTheEnd = true;
            }
            case 7 -> host.faults.cannotBeTold = true;
            default -> {}
        }
    }

    private static Instant moment(RandomGenerator chance, int minutes) {
        int within = chance.nextInt(Math.abs(minutes));
        return SweepTime.START.plus(Duration.ofMinutes(minutes < 0 ? -within : within));
    }

    private static void check(SweepRehearsal sweep) {
        Map<String, HostReport> reports = finalReports(sweep);
        assertThat(reports.keySet()).isEqualTo(sweep.hosts.keySet());
        SurveyedPlan made = sweep.made();
        if (made != null) {
            assertThat(ended(sweep)).isLessThanOrEqualTo(made.budget().most());
        }
        sweep.hosts.forEach((name, host) -> {
            HostReport report = java.util.Objects.requireNonNull(reports.get(name));
            checkEnded(sweep, name, host);
            checkReport(sweep, name, host, report);
            checkPlanned(sweep, report);
        });
    }

    private static Map<String, HostReport> finalReports(SweepRehearsal sweep) {
        Map<String, HostReport> reports = new HashMap<>();
        for (RunEvent.HostFinished event : sweep.journal.all(RunEvent.HostFinished.class)) {
            HostReport before = reports.put(event.report().host(), event.report());
            assertThat(before == null || SweepRehearsal.mayGoOn(before))
                    .as("one outcome of " + event.report().host())
                    .isTrue();
        }
        return reports;
    }

    // Only what was surveyed, each logon once, nobody within the grace.
    private static void checkEnded(SweepRehearsal sweep, String name, FakeHost host) {
        Set<SessionIdentity> planned = new HashSet<>();
        sweep.journal.all(RunEvent.HostSurveyed.class).stream()
                .filter(event -> event.survey().host().equals(name))
                .flatMap(event -> event.survey().sessions().stream())
                .filter(row -> row.outcome() == SessionOutcome.WOULD_LOG_OFF)
                .forEach(row -> planned.add(SessionIdentity.of(row.session())));
        assertThat(host.ended).extracting(FakeHost.Ended::identity).doesNotHaveDuplicates();
        for (FakeHost.Ended one : host.ended) {
            assertThat(planned).contains(one.identity());
            if (sweep.warns()) {
                Instant told = one.warned();
                assertThat(told).as("told before it ends: " + one).isNotNull();
                assertThat(one.at()).isAfterOrEqualTo(afterGrace(told));
            }
        }
    }

    private static Instant afterGrace(@Nullable Instant told) {
        return told == null ? Instant.MAX : told.plus(GRACE);
    }

    // However it went, no session that was to be ended goes untold, and none is told twice.
    private static void checkPlanned(SweepRehearsal sweep, HostReport report) {
        SurveyedPlan made = sweep.made();
        if (made == null) {
            return;
        }
        made.waves().stream()
                .flatMap(wave -> wave.hosts().stream())
                .filter(plan -> plan.host().name().equals(report.host()))
                .flatMap(plan -> plan.sessions().stream())
                .forEach(planned ->
                        assertThat(report.sessions())
                                .as("told of " + planned + " by " + report)
                                .filteredOn(row -> isOf(row, planned))
                                .hasSize(1));
    }

    // A superseded session is told by the logon that has its id now.
    private static boolean isOf(SessionReport row, PlannedSession planned) {
        return planned.identity().isOf(row.session())
                || (row.outcome() == SessionOutcome.SUPERSEDED
                        && row.session().id() == planned.session().id());
    }

    private static void checkReport(
            SweepRehearsal sweep, String name, FakeHost host, HostReport report) {
        List<SessionIdentity> loggedOff = new ArrayList<>();
        List<SessionIdentity> told = new ArrayList<>();
        for (SessionReport row : report.sessions()) {
            told.add(SessionIdentity.of(row.session()));
            if (row.outcome() == SessionOutcome.LOGGED_OFF) {
                loggedOff.add(SessionIdentity.of(row.session()));
            }
        }
        assertThat(told).as("each session once on " + name).doesNotHaveDuplicates();
        List<SessionIdentity> ended = host.ended.stream().map(FakeHost.Ended::identity).toList();
        if (report.outcome() == HostOutcome.TIMED_OUT
                || report.outcome() == HostOutcome.NOT_ATTEMPTED) {
            assertThat(loggedOff).isEmpty();
        } else if (sweep.askedAgain(name)) {
            // A lost answer: who is gone when the host is asked again counts as logged off.
            assertThat(loggedOff).containsAll(ended);
        } else {
            assertThat(loggedOff).containsExactlyInAnyOrderElementsOf(ended);
        }
    }
}
