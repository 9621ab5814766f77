package io.github.fleetlogoff.simulator.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.simulator.windows.SessionTruth.EndedBy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostBehaviourTest {

    private static final String LOG_OFF = request("");
    private static final String LOG_OFF_AND_RESET = request(",\"resetStuck\":true");

    @Test
    void a_good_host_logs_the_user_off() {
        SimulatedComputer computer = Fleets.computer(null);
        Fleets.Answered answered = Fleets.script(computer, LOG_OFF);
        assertThat(answered.outcome("jdoe")).isEqualTo("logged-off");
        assertThat(answered.reply().exitCode()).isZero();
        assertThat(answered.reply().after()).isEqualTo(Fleets.THINK);
        SessionTruth truth = jdoe(computer).getFirst();
        assertThat(truth.present()).isFalse();
        assertThat(truth.endedBy()).isEqualTo(EndedBy.LOGOFF);
        assertThat(truth.logoffCalls()).isEqualTo(1);
        assertThat(computer.truth().stream().filter(each -> !each.present())).hasSize(1);
    }

    @Test
    void a_warning_is_counted_and_ends_nobody() {
        SimulatedComputer computer = Fleets.computer(null);
        String warn =
                LOG_OFF.replace("\"logoff\"", "\"warn\"")
                        .replace("}", ",\"warnText\":\"Save\",\"warnSeconds\":60}");
        assertThat(Fleets.script(computer, warn).outcome("jdoe")).isEqualTo("warned");
        assertThat(jdoe(computer).getFirst().warnings()).isEqualTo(1);
        assertThat(jdoe(computer).getFirst().present()).isTrue();
    }

    @Test
    void a_refusing_host_says_access_denied() {
        Fleets.Answered answered = Fleets.script(Fleets.computer(HostBehaviour.REFUSING), LOG_OFF);
        assertThat(answered.outcome("jdoe")).isEqualTo("failed");
        assertThat(answered.session("jdoe").get("message").asText()).contains("Error [5]");
        assertThat(answered.json().get("elevated").asBoolean()).isTrue();
    }

    @Test
    void a_lying_host_keeps_the_session_whatever_is_done() {
        SimulatedComputer computer = Fleets.computer(HostBehaviour.LYING);
        Fleets.Answered answered = Fleets.script(computer, LOG_OFF_AND_RESET);
        assertThat(answered.outcome("jdoe")).isEqualTo("stuck");
        assertThat(jdoe(computer).getFirst().present()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"STUCK", "HANGING"})
    void a_stuck_session_is_ended_by_a_reset_only(HostBehaviour behaviour) {
        SimulatedComputer computer = Fleets.computer(behaviour);
        Fleets.Answered answered = Fleets.script(computer, LOG_OFF);
        assertThat(answered.outcome("jdoe")).isEqualTo("stuck");
        assertThat(answered.reply().after())
                .isEqualTo(Fleets.THINK.plusMillis(200 + 400 + 800 + 1600));
        assertThat(Fleets.script(computer, LOG_OFF_AND_RESET).outcome("jdoe")).isEqualTo("reset");
        assertThat(jdoe(computer).getFirst().endedBy()).isEqualTo(EndedBy.RESET);
        assertThat(jdoe(computer).getFirst().logoffCalls()).isEqualTo(2);
    }

    @Test
    void a_host_gone_silent_leaves_the_outcome_unknown() {
        SimulatedComputer computer = Fleets.computer(HostBehaviour.GONE_SILENT);
        assertThat(Fleets.script(computer, LOG_OFF).outcome("jdoe")).isEqualTo("unverified");
        assertThat(jdoe(computer).getFirst().present()).isTrue();
        assertThat(Fleets.script(computer, LOG_OFF).json().get("error").asText())
                .isEqualTo("No User exists for *");
    }

    @Test
    void a_user_who_is_back_has_a_new_logon_under_the_same_id() {
        SimulatedComputer computer = Fleets.computer(HostBehaviour.BACK);
        assertThat(Fleets.script(computer, LOG_OFF).outcome("jdoe")).isEqualTo("logged-off");
        List<SessionTruth> logons = jdoe(computer);
        assertThat(logons).extracting(SessionTruth::present).containsExactly(false, true);
        assertThat(logons.getFirst().id()).isEqualTo(logons.getLast().id());
        assertThat(logons.getFirst().logonTime()).isNotEqualTo(logons.getLast().logonTime());
        assertThat(logons).extracting(SessionTruth::logoffCalls).containsExactly(1, 0);
    }

    @Test
    void a_slow_logoff_takes_its_second() {
        SimulatedComputer computer = Fleets.computer(HostBehaviour.SLOW_LOGOFF);
        Fleets.Answered answered = Fleets.script(computer, LOG_OFF);
        assertThat(answered.outcome("jdoe")).isEqualTo("logged-off");
        assertThat(answered.reply().after()).isEqualTo(Fleets.THINK.plusMillis(1400));
    }

    @Test
    void a_slow_logoff_that_is_not_waited_for_is_stopped() {
        SimulatedComputer computer = Fleets.computer(HostBehaviour.SLOW_LOGOFF);
        Fleets.Answered answered =
                Fleets.script(
                        computer, LOG_OFF.replace("\"verifySeconds\":3", "\"verifySeconds\":0"));
        assertThat(answered.outcome("jdoe")).isEqualTo("stuck");
        assertThat(jdoe(computer).getFirst().present()).isTrue();
    }

    @Test
    void a_session_that_stays_is_waited_for_as_long_as_asked() {
        SimulatedComputer computer = Fleets.computer(HostBehaviour.LYING);
        Fleets.Answered answered =
                Fleets.script(
                        computer,
                        LOG_OFF.replace("\"verifySeconds\":3", "\"verifySeconds\":2000000000"));
        assertThat(answered.outcome("jdoe")).isEqualTo("stuck");
        assertThat(answered.reply().after().toSeconds()).isBetween(2_000_000_000L, 2_000_000_002L);
    }

    @Test
    void a_wrong_host_has_another_name() {
        SimulatedComputer computer = Fleets.computer(HostBehaviour.WRONG_HOST);
        assertThat(computer.name()).startsWith("OTHER-");
        Fleets.Answered answered =
                Fleets.script(computer, request(",\"computerName\":\"SIM-00001\""));
        assertThat(answered.json().get("wrongHost").asBoolean()).isTrue();
        assertThat(computer.truth()).allMatch(SessionTruth::present);
    }

    @Test
    void a_host_whose_account_is_no_administrator_lists_and_ends_nobody() {
        SimulatedComputer computer = Fleets.computer(HostBehaviour.NOT_ELEVATED);
        Fleets.Answered answered = Fleets.script(computer, LOG_OFF);
        assertThat(answered.json().get("error").asText()).isEqualTo("No User exists for *");
        assertThat(answered.json().get("elevated").asBoolean()).isFalse();
        assertThat(answered.reply().exitCode()).isEqualTo(1);
        assertThat(computer.truth()).allMatch(SessionTruth::present);
    }

    @Test
    void domains_of_users_are_seen() {
        for (String name :
                List.of("CORP\\\\jdoe", "corp\\\\JDOE", "jdoe@corp.example.com", "jdoe")) {
            assertThat(
                            Fleets.script(
                                            Fleets.computer(null),
                                            LOG_OFF.replace("[\"jdoe\"]", "[\"" + name + "\"]"))
                                    .outcome("jdoe"))
                    .isEqualTo("logged-off");
        }
        for (String name : List.of("OTHER\\\\jdoe", ".\\\\jdoe", "jdoe@other.example.com")) {
            Fleets.Answered answered =
                    Fleets.script(
                            Fleets.computer(null),
                            LOG_OFF.replace("[\"jdoe\"]", "[\"" + name + "\"]"));
            assertThat(answered.outcome("jdoe")).isEqualTo("listed");
            assertThat(answered.session("jdoe").get("domain").asText()).isEqualTo("CORP");
            assertThat(answered.session("jdoe").get("message").isNull()).isTrue();
        }
    }

    private static List<SessionTruth> jdoe(SimulatedComputer computer) {
        return computer.truth().stream().filter(each -> "jdoe".equals(each.user())).toList();
    }

    private static String request(String more) {
        return "{\"v\":1,\"action\":\"logoff\",\"users\":[\"jdoe\"],\"verifySeconds\":3"
                + more
                + "}";
    }
}
