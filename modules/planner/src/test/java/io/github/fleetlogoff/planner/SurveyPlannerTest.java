package io.github.fleetlogoff.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Blackout;
import io.github.fleetlogoff.model.Ceiling;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Guards;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
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
import io.github.fleetlogoff.model.SurveyedPlan.Budget;
import io.github.fleetlogoff.model.SurveyedPlan.HostPlan;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.model.WaveSizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurveyPlannerTest {
    private static final Sweep SWEEP = Sweep.logoff(Selector.ofUsers("jdoe"));

    @Test
    void waves_hold_only_hosts_with_something_to_end() {
        SurveyedPlan plan =
                plan(
                        List.of(
                                empty("a", HostOutcome.NO_USERS),
                                busy("b", 2),
                                empty("c", HostOutcome.UNREACHABLE),
                                empty("d", HostOutcome.NOTHING_TO_DO),
                                busy("e", 1)),
                        "1,100%",
                        null);

        assertThat(names(plan, 1)).containsExactly("b");
        assertThat(names(plan, 2)).containsExactly("e");
        assertThat(plan.settled()).extracting(HostReport::host).containsExactly("a", "d");
        assertThat(plan.unanswered()).extracting(HostReport::host).containsExactly("c");
        assertThat(plan.budget()).isEqualTo(new Budget(3, 3));
    }

    @Test
    void the_budget_is_given_out_in_the_order_of_the_plan() {
        SurveyedPlan plan = plan(List.of(busy("a", 3), busy("b", 3), busy("c", 3)), "100%", "4");

        assertThat(plan.budget()).isEqualTo(new Budget(9, 4));
        assertThat(plan.budget().fallsShort()).isTrue();
        assertThat(plan.waves().getFirst().hosts())
                .extracting(host ->
                        host.sessions().stream().filter(PlannedSession::withinBudget).count())
                .containsExactly(3L, 1L, 0L);
    }

    @Test
    void a_percentage_of_the_budget_is_of_the_sessions_selected_and_rounded_down() {
        assertThat(plan(List.of(busy("a", 19)), "100%", "10%").budget())
                .isEqualTo(new Budget(19, 1));
        assertThat(plan(List.of(busy("a", 9)), "100%", "10%").budget()).isEqualTo(new Budget(9, 0));
        assertThat(plan(List.of(busy("a", 9)), "100%", "200").budget().fallsShort()).isFalse();
    }

    @Test
    void only_sessions_that_the_host_would_log_off_are_planned() {
        HostReport report =
                report(
                        "a",
                        HostOutcome.FAILED,
                        List.of(
                                session(1, SessionOutcome.PROTECTED),
                                session(2, SessionOutcome.WOULD_LOG_OFF),
                                session(3, SessionOutcome.FAILED)));
        SurveyedPlan plan = plan(List.of(new Surveyed(host("a", null), report, "A")), "100%", null);

        HostPlan host = plan.waves().getFirst().hosts().getFirst();
        assertThat(host.sessions())
                .extracting(session -> session.identity().id())
                .containsExactly(2);
        assertThat(host.survey()).isSameAs(report);
    }

    @Test
    void one_computer_under_two_names_is_worked_once() {
        List<SessionReport> sessions = List.of(session(2, SessionOutcome.WOULD_LOG_OFF));
        SurveyedPlan plan =
                plan(
                        List.of(
                                surveyed("pc1", "PC1", sessions),
                                surveyed("alias", "pc1", sessions),
                                surveyed(
                                        "pc1.other.example",
                                        "PC1",
                                        List.of(session(9, SessionOutcome.WOULD_LOG_OFF))),
                                surveyed("unnamed", null, sessions)),
                        "100%",
                        null);

        assertThat(names(plan, 1)).containsExactly("pc1", "pc1.other.example", "unnamed");
        HostReport second = plan.settled().getFirst();
        assertThat(second.host()).isEqualTo("alias");
        assertThat(second.outcome()).isEqualTo(HostOutcome.NOTHING_TO_DO);
        assertThat(second.message()).contains("worked under the name pc1");
        assertThat(second.sessions()).isEmpty();
    }

    @Test
    void one_logon_in_common_is_enough_to_tell_one_computer() {
        SurveyedPlan plan =
                plan(
                        List.of(
                                surveyed("pc1", "PC1", would(1, 2)),
                                surveyed("alias", "PC1", would(2, 3)),
                                surveyed("alias2", "PC1", would(3)),
                                surveyed("other", "PC2", would(1, 2))),
                        "100%",
                        null);

        assertThat(names(plan, 1)).containsExactly("pc1", "alias2", "other");
        assertThat(plan.budget().selected()).isEqualTo(5);
    }

    @Test
    void computers_of_one_name_in_two_domains_are_both_planned_though_their_logons_are_alike() {
        SurveyedPlan plan =
                plan(
                        List.of(
                                surveyed("pc1.a.example", "PC1", would(1)),
                                surveyed("PC1.b.example", "PC1", would(1)),
                                surveyed("192.0.2.7", "PC2", would(2)),
                                surveyed("192.0.3.9", "PC2", would(2))),
                        "100%",
                        null);

        assertThat(names(plan, 1)).containsExactly("pc1.a.example", "PC1.b.example", "192.0.2.7");
    }

    @Test
    void an_excluded_user_is_not_planned_whatever_the_host_said() {
        Sweep sweep =
                Sweep.logoff(
                        Selector.ofUsers("user1", "user2", "user3")
                                .sparing(Selector.Excluded.of(List.of("CORP\\USER2", "*r3"))));
        SurveyedPlan plan =
                SurveyPlanner.plan(
                        List.of(surveyed("a", "A", would(1, 2, 3)), surveyed("b", "B", would(2))),
                        sweep,
                        Safeguards.NONE);

        HostPlan host = plan.waves().getFirst().hosts().getFirst();
        assertThat(host.sessions())
                .extracting(session -> session.identity().user())
                .containsExactly("user1");
        assertThat(host.survey().sessions())
                .extracting(SessionReport::outcome)
                .containsExactly(
                        SessionOutcome.WOULD_LOG_OFF,
                        SessionOutcome.PROTECTED,
                        SessionOutcome.PROTECTED);
        assertThat(plan.settled()).extracting(HostReport::host).containsExactly("b");
    }

    @Test
    void a_host_twice_is_refused() {
        assertThatThrownBy(() -> plan(List.of(busy("a", 1), busy("A", 2)), "100%", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("twice: A");
    }

    @Test
    void a_survey_that_finds_nothing_has_no_wave() {
        SurveyedPlan plan = plan(List.of(empty("a", HostOutcome.NO_USERS)), "1,5%,100%", "10%");

        assertThat(plan.waves()).isEmpty();
        assertThat(plan.budget()).isEqualTo(new Budget(0, 0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void every_host_and_every_session_is_planned_exactly_once(long seed) {
        Random random = new Random(seed);
        List<Surveyed> surveyed =
                IntStream.range(0, random.nextInt(0, 800))
                        .mapToObj(i -> random(random, i))
                        .toList();
        String waves =
                List.of("100%", "1,100%", "1,5%,100%", "3,10%,25%,100%").get(random.nextInt(4));
        String budget = random.nextBoolean() ? random.nextInt(500) + "" : random.nextInt(101) + "%";

        SurveyedPlan plan = plan(surveyed, waves, budget);

        List<String> hosts = new ArrayList<>();
        List<String> sessions = new ArrayList<>();
        List<Boolean> within = new ArrayList<>();
        plan.waves()
                .forEach(wave ->
                        wave.hosts()
                                .forEach(host -> {
                                    hosts.add(host.host().name());
                                    host.sessions()
                                            .forEach(session -> {
                                                sessions.add(
                                                        host.host().name() + session.identity());
                                                within.add(session.withinBudget());
                                            });
                                }));
        Stream.concat(plan.settled().stream(), plan.unanswered().stream())
                .forEach(report -> hosts.add(report.host()));
        assertThat(hosts)
                .containsExactlyInAnyOrderElementsOf(
                        surveyed.stream().map(one -> one.host().name()).toList());
        assertThat(sessions)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(wanted(surveyed));
        long most = Ceiling.parse(budget).most(sessions.size());
        assertThat(within.stream().filter(inside -> inside).count()).isEqualTo(most);
        assertThat(within.subList(0, (int) most)).doesNotContain(false);
        List<Integer> sizes = plan.waves().stream().map(wave -> wave.hosts().size()).toList();
        assertThat(sizes)
                .isEqualTo(WaveSizes.parse(waves).of(sizes.stream().mapToInt(size -> size).sum()));
    }

    private static List<String> wanted(List<Surveyed> surveyed) {
        return surveyed.stream()
                .flatMap(one ->
                        one.report().sessions().stream()
                                .filter(session ->
                                        session.outcome() == SessionOutcome.WOULD_LOG_OFF)
                                .map(session ->
                                        one.host().name()
                                                + new PlannedSession(session.session(), true)
                                                        .identity()))
                .toList();
    }

    private static Surveyed random(Random random, int number) {
        String name = "h" + number;
        HostOutcome outcome =
                List.of(HostOutcome.values()).get(random.nextInt(HostOutcome.values().length));
        List<SessionReport> sessions = new ArrayList<>();
        switch (outcome) {
            case COMPLETED, FAILED -> {
                for (int id = random.nextInt(4); id > 0; id--) {
                    sessions.add(
                            session(
                                    id,
                                    random.nextBoolean()
                                            ? SessionOutcome.WOULD_LOG_OFF
                                            : SessionOutcome.PROTECTED));
                }
            }
            case NOTHING_TO_DO,
                    NO_USERS,
                    ACCESS_DENIED,
                    AUTH_FAILED,
                    WRONG_HOST,
                    UNREACHABLE,
                    TIMED_OUT,
                    PROTOCOL_ERROR,
                    NOT_ATTEMPTED -> {}
        }
        String site = random.nextBoolean() ? "site" + random.nextInt(5) : null;
        return new Surveyed(host(name, site), report(name, outcome, sessions), name);
    }

    private static SurveyedPlan plan(
            List<Surveyed> surveyed, String waves, @Nullable String maxLogoffs) {
        Guards guards =
                new Guards(maxLogoffs == null ? null : Ceiling.parse(maxLogoffs), null, null, null);
        return SurveyPlanner.plan(
                surveyed,
                SWEEP,
                new Safeguards(null, WaveSizes.parse(waves), guards, Blackout.NONE));
    }

    private static List<String> names(SurveyedPlan plan, int wave) {
        return plan.waves().get(wave - 1).hosts().stream().map(host -> host.host().name()).toList();
    }

    private static List<SessionReport> would(int... ids) {
        return IntStream.of(ids).mapToObj(id -> session(id, SessionOutcome.WOULD_LOG_OFF)).toList();
    }

    private static Surveyed busy(String name, int sessions) {
        return surveyed(
                name,
                name,
                IntStream.rangeClosed(1, sessions)
                        .mapToObj(id -> session(id, SessionOutcome.WOULD_LOG_OFF))
                        .toList());
    }

    private static Surveyed surveyed(
            String name, @Nullable String computer, List<SessionReport> sessions) {
        return new Surveyed(
                host(name, null), report(name, HostOutcome.COMPLETED, sessions), computer);
    }

    private static Surveyed empty(String name, HostOutcome outcome) {
        return new Surveyed(host(name, null), report(name, outcome, List.of()), null);
    }

    private static HostReport report(
            String name, HostOutcome outcome, List<SessionReport> sessions) {
        return new HostReport(
                name,
                outcome,
                null,
                HostReport.Effort.NONE,
                null,
                outcome == HostOutcome.NOT_ATTEMPTED ? NotAttemptedReason.CREDENTIAL : null,
                sessions);
    }

    private static SessionReport session(int id, SessionOutcome outcome) {
        Session session =
                new Session(
                        id,
                        "user" + id,
                        null,
                        null,
                        SessionState.DISCONNECTED,
                        "5:00",
                        18_000L,
                        "11/20/2026 8:15 AM",
                        false);
        return new SessionReport(session, outcome, null, null);
    }

    private static Host host(String name, @Nullable String site) {
        Connection connection =
                new Connection(name, Connection.HTTP_PORT, null, AuthScheme.NEGOTIATE, null);
        return new Host(name, connection, site, List.of(), new TreeMap<>(), null);
    }
}
