package io.github.fleetlogoff.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Blackout;
import io.github.fleetlogoff.model.Ceiling;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Guards;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.LogoffAllowance;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.PlannedSession;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.SessionState;
import io.github.fleetlogoff.model.Surveyed;
import io.github.fleetlogoff.model.SurveyedPlan;
import io.github.fleetlogoff.model.SurveyedPlan.HostPlan;
import io.github.fleetlogoff.model.SurveyedPlan.SurveyedWave;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.model.WaveSizes;
import io.github.fleetlogoff.model.WaveVerdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A whole sweep over a fleet whose users come and go between the steps, in any order of answers:
/// what the plan and its allowance promise holds.
class SafeSweepPropertyTest {
    private static final Selector SELECTOR =
            Selector.ofUsers("u1", "u2", "u3", "boss")
                    .sparing(Selector.Excluded.of(List.of("boss")));

    /// A computer and who is logged on there. An id may pass to another logon.
    private static final class Computer {
        private final String name;
        private final Map<Integer, Session> sessions = new HashMap<>();
        private int logons;

        Computer(String name) {
            this.name = name;
        }

        void live(Random random) {
            int id = random.nextInt(1, 4);
            switch (random.nextInt(3)) {
                case 0 -> sessions.remove(id);
                case 1 -> logOn(id, random);
                default -> {}
            }
        }

        void logOn(int id, Random random) {
            String user = List.of("u1", "u2", "u3", "boss", "other").get(random.nextInt(5));
            sessions.put(
                    id,
                    new Session(
                            id,
                            user,
                            null,
                            null,
                            SessionState.ACTIVE,
                            null,
                            null,
                            name + " logon " + ++logons,
                            false));
        }
    }

    private final Map<String, Computer> byHost = new TreeMap<>();
    private final Set<String> ended = new HashSet<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void ends_what_was_planned_at_most_once_and_never_more_than_the_budget(long seed) {
        Random random = new Random(seed);
        List<Surveyed> survey = survey(random);
        Safeguards safeguards = safeguards(random);
        SurveyedPlan plan = SurveyPlanner.plan(survey, Sweep.logoff(SELECTOR), safeguards);
        SurveyedPlan rehearsed =
                SurveyPlanner.plan(survey, Sweep.logoff(SELECTOR).rehearsed(), safeguards);
        LogoffAllowance allowance = LogoffAllowance.of(plan);
        Map<String, HostOutcome> outcomes = new HashMap<>();
        Stream.concat(plan.settled().stream(), plan.unanswered().stream())
                .forEach(report -> outcomes.put(report.host(), report.outcome()));

        boolean stopped = false;
        for (SurveyedWave wave : plan.waves()) {
            List<HostOutcome> ofWave = new ArrayList<>();
            for (HostPlan host : wave.hosts()) {
                outcomes.put(host.host().name(), HostOutcome.NOT_ATTEMPTED);
            }
            if (!stopped) {
                work(wave, allowance, random, outcomes);
                wave.hosts().forEach(host -> ofWave.add(outcome(outcomes, host)));
                stopped = !WaveVerdict.of(wave.number(), ofWave, safeguards.guards()).passed();
            }
        }

        assertThat(rehearsed.waves()).isEqualTo(plan.waves());
        assertThat(rehearsed.budget()).isEqualTo(plan.budget());
        assertThat(outcomes.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        survey.stream().map(one -> one.host().name()).toList());
        assertThat((long) ended.size()).isLessThanOrEqualTo(plan.budget().most());
        assertThat(ended).noneMatch(logon -> logon.contains("boss"));
        assertThat(allowance.spent()).isBetween((long) ended.size(), plan.budget().most());
    }

    // Some are asked, some are in flight, users live on between any two steps.
    private void work(
            SurveyedWave wave,
            LogoffAllowance allowance,
            Random random,
            Map<String, HostOutcome> outcomes) {
        List<HostPlan> waiting = new ArrayList<>(wave.hosts());
        List<LogoffAllowance.Grant> inFlight = new ArrayList<>();
        int refused = 0;
        while (!inFlight.isEmpty() || refused < waiting.size()) {
            byHost.values()
                    .forEach(computer -> {
                        if (random.nextInt(20) == 0) {
                            computer.live(random);
                        }
                    });
            if (inFlight.isEmpty() || (refused < waiting.size() && random.nextBoolean())) {
                HostPlan host = waiting.removeFirst();
                LogoffAllowance.Grant grant = allowance.grant(host);
                if (grant.sessions().isEmpty()) {
                    waiting.add(host);
                    refused++;
                } else {
                    inFlight.add(grant);
                }
            } else {
                LogoffAllowance.Grant grant = inFlight.remove(random.nextInt(inFlight.size()));
                boolean delivered = random.nextInt(8) > 0;
                HostReport report = act(grant, delivered, random);
                allowance.settle(grant, report, delivered);
                outcomes.put(report.host(), report.outcome());
                refused = 0;
            }
        }
    }

    // The host compares each granted identity in the process that ends it.
    private HostReport act(LogoffAllowance.Grant grant, boolean delivered, Random random) {
        String name = grant.host().host().name();
        Computer computer = computer(name);
        List<SessionReport> rows = new ArrayList<>();
        for (PlannedSession planned : grant.sessions()) {
            Session there = computer.sessions.get(planned.identity().id());
            SessionOutcome outcome = SessionOutcome.GONE;
            if (there != null && !planned.identity().isOf(there)) {
                outcome = SessionOutcome.SUPERSEDED;
            } else if (there != null && delivered) {
                computer.sessions.remove(there.id());
                assertThat(ended.add(there.logonTime() + there.user())).as("ended twice").isTrue();
                outcome = SessionOutcome.LOGGED_OFF;
            }
            rows.add(new SessionReport(planned.session(), outcome, null, null));
        }
        boolean answers = delivered && random.nextInt(6) > 0;
        return report(
                name,
                answers ? HostOutcome.COMPLETED : HostOutcome.TIMED_OUT,
                answers ? rows : List.of());
    }

    private List<Surveyed> survey(Random random) {
        List<Surveyed> surveyed = new ArrayList<>();
        int hosts = random.nextInt(1, 120);
        for (int number = 0; number < hosts; number++) {
            String name = "h" + number;
            boolean alias = number > 0 && random.nextInt(10) == 0;
            Computer computer =
                    alias ? computer("h" + random.nextInt(number)) : new Computer("C" + number);
            if (!alias) {
                for (int id = random.nextInt(4); id > 0; id--) {
                    computer.logOn(id, random);
                }
            }
            byHost.put(name, computer);
            boolean answers = random.nextInt(10) > 0;
            surveyed.add(
                    new Surveyed(
                            host(name, random),
                            answers
                                    ? report(name, HostOutcome.COMPLETED, rows(computer))
                                    : report(name, HostOutcome.UNREACHABLE, List.of()),
                            answers ? computer.name : null));
        }
        return surveyed;
    }

    // Some hosts would end protected users too: the plan does not believe them.
    private static List<SessionReport> rows(Computer computer) {
        return computer.sessions.values().stream()
                .filter(session -> !"other".equals(session.user()))
                .map(session ->
                        new SessionReport(session, SessionOutcome.WOULD_LOG_OFF, null, null))
                .toList();
    }

    private static Safeguards safeguards(Random random) {
        String waves =
                List.of("100%", "1,100%", "1,5%,100%", "2,10%,50%,100%").get(random.nextInt(4));
        String most = random.nextBoolean() ? random.nextInt(101) + "%" : "" + random.nextInt(200);
        String failures = List.of("0", "20%", "100%").get(random.nextInt(3));
        return new Safeguards(
                null,
                WaveSizes.parse(waves),
                new Guards(Ceiling.parse(most), Ceiling.parse(failures), null, null),
                Blackout.NONE);
    }

    private Computer computer(String host) {
        Computer computer = byHost.get(host);
        if (computer == null) {
            throw new AssertionError("no computer behind " + host);
        }
        return computer;
    }

    private static HostOutcome outcome(Map<String, HostOutcome> outcomes, HostPlan host) {
        return outcomes.getOrDefault(host.host().name(), HostOutcome.NOT_ATTEMPTED);
    }

    private static HostReport report(
            String host, HostOutcome outcome, List<SessionReport> sessions) {
        return new HostReport(
                host, outcome, null, HostReport.Effort.NONE, null, reason(outcome), sessions);
    }

    private static @Nullable NotAttemptedReason reason(HostOutcome outcome) {
        return outcome == HostOutcome.NOT_ATTEMPTED ? NotAttemptedReason.BUDGET : null;
    }

    private static Host host(String name, Random random) {
        Connection connection =
                new Connection(name, Connection.HTTP_PORT, null, AuthScheme.NEGOTIATE, null);
        String site = random.nextBoolean() ? "site" + random.nextInt(4) : null;
        return new Host(name, connection, site, List.of(), new TreeMap<>(), null);
    }
}
