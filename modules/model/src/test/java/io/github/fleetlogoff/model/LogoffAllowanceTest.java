package io.github.fleetlogoff.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.LogoffAllowance.Grant;
import io.github.fleetlogoff.model.SurveyedPlan.Budget;
import io.github.fleetlogoff.model.SurveyedPlan.HostPlan;
import io.github.fleetlogoff.model.SurveyedPlan.SurveyedWave;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogoffAllowanceTest {

    @Test
    void a_run_begins_with_what_its_plan_showed() {
        SurveyedPlan plan = plan(4, 3, 3);
        LogoffAllowance allowance = LogoffAllowance.of(plan);

        assertThat(ids(allowance.grant(host(plan, 1)))).containsExactly(1);
        assertThat(ids(allowance.grant(host(plan, 0)))).containsExactly(1, 2, 3);
        assertThat(allowance.free()).isZero();
        assertThat(allowance.most()).isEqualTo(4);
    }

    @Test
    void a_place_with_which_nothing_was_done_goes_to_the_next() {
        SurveyedPlan plan = plan(2, 2, 2);
        LogoffAllowance allowance = LogoffAllowance.of(plan);
        assertThat(ids(allowance.grant(host(plan, 1)))).isEmpty();

        Grant first = allowance.grant(host(plan, 0));
        allowance.settle(
                first, report(first, SessionOutcome.LOGGED_OFF, SessionOutcome.CAME_BACK), true);

        assertThat(allowance.spent()).isEqualTo(1);
        assertThat(ids(allowance.grant(host(plan, 1)))).containsExactly(1);
    }

    @Test
    void a_host_that_was_never_told_gives_everything_back() {
        SurveyedPlan plan = plan(2, 2);
        LogoffAllowance allowance = LogoffAllowance.of(plan);
        Grant grant = allowance.grant(host(plan, 0));

        allowance.settle(grant, bare("h0", HostOutcome.UNREACHABLE), false);

        assertThat(allowance.spent()).isZero();
        assertThat(allowance.free()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = HostOutcome.class,
            names = {"TIMED_OUT", "PROTOCOL_ERROR", "UNREACHABLE", "FAILED"})
    void a_host_that_may_have_acted_gives_nothing_back(HostOutcome outcome) {
        SurveyedPlan plan = plan(2, 2);
        LogoffAllowance allowance = LogoffAllowance.of(plan);

        allowance.settle(allowance.grant(host(plan, 0)), bare("h0", outcome), true);

        assertThat(allowance.spent()).isEqualTo(2);
        assertThat(allowance.free()).isZero();
    }

    // Hosts ask, act and answer in any order; the simulated ones end what they were granted unless
    // the user was faster.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void the_budget_is_never_exceeded_by_one(long seed) {
        Random random = new Random(seed);
        int[] sizes = random.ints(random.nextInt(1, 60), 1, 5).toArray();
        int selected = java.util.stream.IntStream.of(sizes).sum();
        int budget = random.nextInt(selected + 1);
        SurveyedPlan plan = plan(budget, sizes);
        LogoffAllowance allowance = LogoffAllowance.of(plan);
        List<HostPlan> waiting = new ArrayList<>(plan.waves().getFirst().hosts());
        Collections.shuffle(waiting, random);
        List<Grant> inFlight = new ArrayList<>();
        Set<String> ended = new HashSet<>();
        int refused = 0;
        while (!inFlight.isEmpty() || (!waiting.isEmpty() && refused < waiting.size())) {
            if (inFlight.isEmpty() || (random.nextBoolean() && refused < waiting.size())) {
                HostPlan host = waiting.removeFirst();
                Grant grant = allowance.grant(host);
                if (grant.sessions().isEmpty()) {
                    waiting.add(host);
                    refused++;
                } else {
                    inFlight.add(grant);
                }
            } else {
                Grant grant = inFlight.remove(random.nextInt(inFlight.size()));
                end(grant, allowance, random, ended);
                refused = 0;
            }
            assertThat(ended).hasSizeLessThanOrEqualTo(budget);
            assertThat(allowance.spent()).isBetween((long) ended.size(), (long) budget);
        }
        boolean left = !waiting.isEmpty();
        assertThat(left && allowance.free() > 0).as("places left while sessions wait").isFalse();
    }

    private static void end(
            Grant grant, LogoffAllowance allowance, Random random, Set<String> ended) {
        String host = grant.host().host().name();
        boolean delivered = random.nextInt(5) > 0;
        boolean silent = random.nextInt(5) == 0;
        List<SessionReport> rows = new ArrayList<>();
        for (PlannedSession planned : grant.sessions()) {
            boolean ends = delivered && random.nextBoolean();
            if (ends) {
                assertThat(ended.add(host + planned.identity())).isTrue();
            }
            SessionOutcome outcome =
                    ends
                            ? List.of(SessionOutcome.LOGGED_OFF, SessionOutcome.UNVERIFIED)
                                    .get(random.nextInt(2))
                            : List.of(
                                            SessionOutcome.GONE,
                                            SessionOutcome.SUPERSEDED,
                                            SessionOutcome.CAME_BACK)
                                    .get(random.nextInt(3));
            rows.add(new SessionReport(planned.session(), outcome, null, null));
        }
        allowance.settle(
                grant,
                silent || !delivered
                        ? bare(host, HostOutcome.TIMED_OUT)
                        : report(host, HostOutcome.COMPLETED, rows),
                delivered);
    }

    private static List<Integer> ids(Grant grant) {
        return grant.sessions().stream().map(session -> session.session().id()).toList();
    }

    @Test
    void a_budget_that_shrank_is_not_exceeded_by_places_of_the_plan() {
        SurveyedPlan narrower = plan(3, 1, 1, 1, 1, 1);
        // The last two of the plan were ended before, as hosts do not answer in its order.
        Map<String, List<Session>> acted =
                Map.of("h3", List.of(session(1)), "h4", List.of(session(1)));
        Map<String, HostReport> settled = new HashMap<>();
        for (String host : acted.keySet()) {
            SessionReport row = new SessionReport(session(1), SessionOutcome.LOGGED_OFF, 0, null);
            settled.put(host, report(host, HostOutcome.COMPLETED, List.of(row)));
        }

        LogoffAllowance allowance = LogoffAllowance.resumed(narrower, acted, settled);

        assertThat(allowance.isOverdrawn()).isFalse();
        assertThat(ids(allowance.grant(host(narrower, 0)))).containsExactly(1);
        assertThat(ids(allowance.grant(host(narrower, 1)))).isEmpty();
        assertThat(LogoffAllowance.resumed(plan(1, 1, 1, 1, 1, 1), acted, settled).isOverdrawn())
                .isTrue();
    }

    @Test
    void what_comes_back_makes_good_first_what_a_smaller_budget_lacks() {
        SurveyedPlan plan = plan(2, 1, 1, 2);
        SessionReport row = new SessionReport(session(1), SessionOutcome.LOGGED_OFF, 0, null);
        Map<String, List<Session>> acted =
                Map.of("h1", List.of(session(1)), "h2", List.of(session(1), session(2)));
        LogoffAllowance allowance =
                LogoffAllowance.resumed(
                        plan,
                        acted,
                        Map.of("h1", report("h1", HostOutcome.COMPLETED, List.of(row))));
        assertThat(allowance.isOverdrawn()).isTrue();

        Grant lost = LogoffAllowance.granted(host(plan, 2), List.of(session(1), session(2)));
        allowance.settle(
                lost, report(lost, SessionOutcome.LOGGED_OFF, SessionOutcome.CAME_BACK), true);

        assertThat(allowance.spent()).isEqualTo(2);
        assertThat(ids(allowance.grant(host(plan, 0)))).isEmpty();
    }

    @Test
    void a_session_that_was_ended_counts_although_it_is_in_the_plan_no_more() {
        SurveyedPlan plan = plan(2, 1, 1);
        Map<String, List<Session>> acted = Map.of("h9", List.of(session(1)));
        SessionReport row = new SessionReport(session(1), SessionOutcome.LOGGED_OFF, 0, null);

        LogoffAllowance allowance =
                LogoffAllowance.resumed(
                        plan,
                        acted,
                        Map.of("h9", report("h9", HostOutcome.COMPLETED, List.of(row))));

        assertThat(allowance.spent()).isEqualTo(1);
        assertThat(ids(allowance.grant(host(plan, 0)))).containsExactly(1);
        assertThat(ids(allowance.grant(host(plan, 1)))).isEmpty();
    }

    private static HostPlan host(SurveyedPlan plan, int index) {
        return plan.waves().getFirst().hosts().get(index);
    }

    private static HostReport report(Grant grant, SessionOutcome... outcomes) {
        List<SessionReport> rows = new ArrayList<>();
        for (SessionOutcome outcome : outcomes) {
            rows.add(
                    new SessionReport(
                            grant.sessions().get(rows.size()).session(), outcome, null, null));
        }
        return report(grant.host().host().name(), HostOutcome.COMPLETED, rows);
    }

    private static HostReport bare(String host, HostOutcome outcome) {
        return report(host, outcome, List.of());
    }

    private static HostReport report(
            String host, HostOutcome outcome, List<SessionReport> sessions) {
        return new HostReport(host, outcome, null, HostReport.Effort.NONE, null, null, sessions);
    }

    private static SurveyedPlan plan(int budget, int... sizes) {
        List<HostPlan> hosts = new ArrayList<>();
        int place = 0;
        for (int size : sizes) {
            String name = "h" + hosts.size();
            List<PlannedSession> sessions = new ArrayList<>();
            for (int id = 1; id <= size; id++) {
                sessions.add(new PlannedSession(session(id), place++ < budget));
            }
            Connection connection =
                    new Connection(name, Connection.HTTP_PORT, null, AuthScheme.NEGOTIATE, null);
            hosts.add(
                    new HostPlan(
                            Host.of(name, connection),
                            sessions,
                            bare(name, HostOutcome.COMPLETED)));
        }
        return new SurveyedPlan(
                Sweep.logoff(Selector.ofUsers("jdoe")),
                Safeguards.NONE,
                List.of(new SurveyedWave(1, hosts)),
                List.of(),
                List.of(),
                new Budget(place, budget));
    }

    private static Session session(int id) {
        return new Session(
                id,
                "user" + id,
                null,
                null,
                SessionState.DISCONNECTED,
                null,
                null,
                "11/20/2026 8:15 AM",
                false);
    }
}
