package io.github.fleetlogoff.runner;

import static io.github.fleetlogoff.runner.Rehearsal.host;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionIdentity;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.SessionState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One computer under two names, worked without a survey.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TwinsTest {
    private static final Session JDOE = session(2, "jdoe");
    private static final Session ANNA = session(3, "anna");

    @Test
    void a_second_name_of_an_address_is_not_connected_to() {
        List<String> connected = Collections.synchronizedList(new ArrayList<>());
        Host kiosk = at("kiosk", "192.0.2.7");
        Rehearsal rehearsal = new Rehearsal(List.of(host("192.0.2.7"), kiosk, host("ws1")));

        rehearsal.run((host, context) -> {
            connected.add(host.name());
            return Rehearsal.obliging(host, context);
        });

        assertThat(connected).containsExactlyInAnyOrder("192.0.2.7", "ws1");
        HostReport second = rehearsal.report("kiosk");
        assertThat(second.outcome()).isEqualTo(HostOutcome.NOTHING_TO_DO);
        assertThat(second.exitCode()).isNull();
        assertThat(second.message())
                .isEqualTo(
                        "not asked: it has the address of 192.0.2.7, which is asked in its place:"
                                + " take one of the two out of the inventory");
    }

    @Test
    void a_second_name_of_a_host_that_came_under_protection_is_told_as_protected() {
        Rehearsal rehearsal =
                new Rehearsal(List.of(host("192.0.2.7"), at("kiosk", "192.0.2.7"), host("ws1")));

        rehearsal.resume(Rehearsal::obliging, new Forbidden(Set.of("kiosk", "192.0.2.7"), null));

        assertThat(List.of(rehearsal.report("kiosk"), rehearsal.report("192.0.2.7")))
                .extracting(HostReport::message)
                .containsOnly("protected by the site policy since the run began");
        assertThat(rehearsal.report("ws1").outcome()).isEqualTo(HostOutcome.COMPLETED);
    }

    @Test
    void a_computer_that_answers_again_with_a_logon_in_common_is_told_to_be_the_same() {
        Rehearsal rehearsal =
                inTurn(
                        Map.of(
                                "ws1",
                                ended("WS1", Set.of(JDOE, ANNA)),
                                "ws1.example.com",
                                nobody("ws1", Set.of(ANNA))));

        HostReport second = rehearsal.report("ws1.example.com");
        assertThat(rehearsal.report("ws1").message()).isNull();
        assertThat(second.outcome()).isEqualTo(HostOutcome.NOTHING_TO_DO);
        assertThat(second.message())
                .isEqualTo(
                        "this is the computer ws1, which is worked under the name ws1 too: take"
                                + " one of the two out of the inventory");
    }

    @Test
    void a_session_that_both_names_ended_is_told_once() {
        Rehearsal rehearsal =
                inTurn(
                        Map.of(
                                "ws1",
                                ended("WS1", Set.of(JDOE)),
                                "ws1.example.com",
                                failed("WS1", Set.of(JDOE))));

        HostReport second = rehearsal.report("ws1.example.com");
        assertThat(second.sessions()).isEmpty();
        assertThat(second.outcome()).isEqualTo(HostOutcome.NOTHING_TO_DO);
        assertThat(second.exitCode()).isZero();
        assertThat(second.message()).contains("under the name ws1 too");
    }

    @Test
    void what_went_wrong_under_the_first_name_and_well_under_the_second_is_told_by_both() {
        Rehearsal rehearsal =
                inTurn(
                        Map.of(
                                "ws1",
                                failed("WS1", Set.of(JDOE)),
                                "ws1.example.com",
                                ended("WS1", Set.of(JDOE))));

        assertThat(rehearsal.report("ws1.example.com").sessions())
                .extracting(SessionReport::outcome)
                .containsExactly(SessionOutcome.LOGGED_OFF);
    }

    @Test
    void a_namesake_with_no_logon_in_common_may_be_the_same_and_is_told_so() {
        Rehearsal rehearsal =
                inTurn(
                        Map.of(
                                "ws1",
                                ended("WS1", Set.of(JDOE)),
                                "ws1.example.com",
                                nobody("WS1", Set.of())));

        assertThat(rehearsal.report("ws1.example.com").message())
                .isEqualTo(
                        "this computer calls itself WS1, as ws1 does, and may be the same: take"
                                + " one of the two out of the inventory");
    }

    @Test
    void computers_of_one_name_in_two_domains_are_two_computers() {
        Rehearsal rehearsal =
                inTurn(
                        Map.of(
                                "ws1.a.example",
                                ended("WS1", Set.of(JDOE)),
                                "ws1.b.example",
                                ended("WS1", Set.of(session(9, "jdoe"))),
                                "WS1.c.example",
                                ended("WS1", Set.of(JDOE))));

        assertThat(rehearsal.reports().values())
                .allSatisfy(report -> {
                    assertThat(report.message()).isNull();
                    assertThat(report.sessions()).hasSize(1);
                });
    }

    @Test
    void two_addresses_of_a_computer_that_begin_alike_are_not_taken_for_two_domains() {
        Rehearsal rehearsal =
                inTurn(
                        Map.of(
                                "192.0.2.7",
                                ended("WS1", Set.of(JDOE)),
                                "192.0.3.9",
                                ended("WS1", Set.of(JDOE)),
                                "192.0.4.1",
                                nobody("WS1", Set.of())));

        assertThat(rehearsal.report("192.0.3.9").sessions()).isEmpty();
        assertThat(rehearsal.report("192.0.3.9").message()).contains("name 192.0.2.7 too");
        assertThat(rehearsal.report("192.0.4.1").message()).contains("may be the same");
    }

    @Test
    void a_session_told_as_gone_that_another_name_ended_is_corrected_by_that_one() {
        Rehearsal rehearsal =
                inTurn(
                        Map.of(
                                "ws1",
                                gone("WS1", Set.of(JDOE)),
                                "ws1.example.com",
                                ended("WS1", Set.of(JDOE))));

        HostReport second = rehearsal.report("ws1.example.com");
        assertThat(second.outcome()).isEqualTo(HostOutcome.COMPLETED);
        assertThat(second.sessions())
                .extracting(SessionReport::outcome)
                .containsExactly(SessionOutcome.LOGGED_OFF);
        assertThat(second.message())
                .endsWith("; told as gone there, and ended here: 2 jdoe (8:00 AM)");
    }

    @Test
    void a_session_that_the_second_name_ended_is_not_told_as_gone_by_a_third() {
        Rehearsal rehearsal =
                inTurn(
                        Map.of(
                                "ws1",
                                nobody("WS1", Set.of(JDOE)),
                                "ws1.example.com",
                                ended("WS1", Set.of(JDOE)),
                                "ws1a",
                                gone("WS1", Set.of(JDOE))));

        assertThat(rehearsal.report("ws1a").sessions()).isEmpty();
        assertThat(rehearsal.report("ws1a").outcome()).isEqualTo(HostOutcome.NOTHING_TO_DO);
    }

    // By name, one after the other.
    private static Rehearsal inTurn(Map<String, Attempt> answers) {
        List<Host> hosts = answers.keySet().stream().sorted().map(Rehearsal::host).toList();
        return new Rehearsal(hosts)
                .concurrency(1)
                .run((host, context) -> {
                    context.logonAccepted();
                    assertThat(context.mayAct()).isTrue();
                    return requireNonNull(answers.get(host.name()));
                });
    }

    private static Attempt ended(String computer, Set<Session> sessions) {
        return answer(HostOutcome.COMPLETED, 0, computer, sessions, SessionOutcome.LOGGED_OFF);
    }

    private static Attempt failed(String computer, Set<Session> sessions) {
        return answer(HostOutcome.FAILED, 1, computer, sessions, SessionOutcome.FAILED);
    }

    private static Attempt gone(String computer, Set<Session> sessions) {
        return answer(HostOutcome.COMPLETED, 0, computer, sessions, SessionOutcome.GONE);
    }

    private static Attempt nobody(String computer, Set<Session> others) {
        return new Attempt.Answered(
                HostOutcome.NOTHING_TO_DO,
                0,
                null,
                List.of(),
                new Computer(computer, logons(others)));
    }

    private static Attempt answer(
            HostOutcome outcome,
            int exitCode,
            String computer,
            Set<Session> sessions,
            SessionOutcome each) {
        return new Attempt.Answered(
                outcome,
                exitCode,
                null,
                sessions.stream()
                        .map(session -> new SessionReport(session, each, null, null))
                        .toList(),
                new Computer(computer, logons(sessions)));
    }

    private static Set<SessionIdentity> logons(Set<Session> sessions) {
        Set<SessionIdentity> logons = new HashSet<>();
        sessions.forEach(session -> logons.add(SessionIdentity.of(session)));
        return logons;
    }

    private static Session session(int id, String user) {
        return new Session(id, user, null, null, SessionState.ACTIVE, null, null, "8:00 AM", false);
    }

    private static Host at(String name, String address) {
        Host plain = host(name);
        Connection connection =
                new Connection(
                        address, Connection.HTTP_PORT, null, plain.connection().auth(), null);
        return new Host(name, connection, null, List.of(), plain.labels(), null);
    }
}
