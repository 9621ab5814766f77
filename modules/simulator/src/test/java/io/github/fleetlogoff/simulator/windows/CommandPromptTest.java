package io.github.fleetlogoff.simulator.windows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.simulator.Computer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a foreign client can do on a simulated computer.
class CommandPromptTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quser",
                "quser.exe",
                "QUSER",
                "query user",
                "\"C:\\Windows\\System32\\quser.exe\"",
                "cmd /c quser",
                "cmd.exe /s /c \"query user\"",
                "quser jdoe"
            })
    void lists_users(String line) {
        Computer.Reply reply = run(Fleets.computer(null), line);
        assertThat(text(reply.stdout())).startsWith(" USERNAME ").contains("\r\n jdoe ");
        assertThat(reply.exitCode()).isZero();
        assertThat(reply.after()).isEqualTo(Fleets.THINK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"qwinsta", "query session", "qwinsta.exe"})
    void lists_sessions(String line) {
        assertThat(text(run(Fleets.computer(null), line).stdout()))
                .startsWith(" SESSIONNAME ")
                .contains(">services ", "65536  Listen");
    }

    @Test
    void logs_a_session_off_by_its_id_and_nobody_else() {
        SimulatedComputer computer = Fleets.computer(null);
        int id = jdoe(computer).id();
        Computer.Reply reply =
                computer.run("logoff", List.of(String.valueOf(id)), Map.of(), "CORP\\ops");
        assertThat(reply.exitCode()).isZero();
        assertThat(jdoe(computer).present()).isFalse();
        assertThat(jdoe(computer).endedBy()).isEqualTo(SessionTruth.EndedBy.LOGOFF);
        assertThat(computer.truth().stream().filter(each -> !each.present())).hasSize(1);
        Computer.Reply again = run(computer, "quser jdoe");
        assertThat(text(again.stderr())).isEqualTo("No User exists for jdoe\r\n");
        assertThat(again.exitCode()).isEqualTo(1);
    }

    @Test
    void a_session_that_is_not_there_is_an_error() {
        Computer.Reply reply = run(Fleets.computer(null), "logoff 4711");
        assertThat(text(reply.stderr())).contains("[7022]");
        assertThat(reply.exitCode()).isEqualTo(1);
    }

    @Test
    void a_hanging_logoff_does_not_return_and_rwinsta_ends_the_session() {
        SimulatedComputer computer = Fleets.computer(HostBehaviour.HANGING);
        assertThat(run(computer, "logoff " + jdoe(computer).id()).after())
                .isEqualTo(SimulatedComputer.NEVER);
        assertThat(jdoe(computer).present()).isTrue();
        assertThat(run(computer, "rwinsta " + jdoe(computer).id()).exitCode()).isZero();
        assertThat(jdoe(computer).endedBy()).isEqualTo(SessionTruth.EndedBy.RESET);
    }

    @Test
    void a_slow_logoff_returns_when_the_session_is_gone() {
        SimulatedComputer computer = Fleets.computer(HostBehaviour.SLOW_LOGOFF);
        Computer.Reply reply = run(computer, "logoff " + jdoe(computer).id());
        assertThat(reply.after()).isEqualTo(Fleets.THINK.plusSeconds(1));
        assertThat(jdoe(computer).present()).isFalse();
    }

    @Test
    void one_who_is_no_administrator_ends_nobody() {
        SimulatedComputer computer = Fleets.computer(HostBehaviour.NOT_ELEVATED);
        Computer.Reply reply = run(computer, "logoff " + jdoe(computer).id());
        assertThat(text(reply.stderr())).contains("Error [5]");
        assertThat(reply.exitCode()).isEqualTo(1);
        assertThat(jdoe(computer).present()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "exit 7, 7",
        "exit, 0",
        "cmd /c exit 3, 3",
        "exit /b 5, 5",
        "nonsense, 1",
        "cmd /c nonsense, 9009"
    })
    void ends_with_the_exit_code(String line, int exitCode) {
        assertThat(run(Fleets.computer(null), line).exitCode()).isEqualTo(exitCode);
    }

    @Test
    void says_who_and_where() {
        SimulatedComputer computer = Fleets.computer(null);
        assertThat(text(run(computer, "hostname").stdout())).isEqualTo(computer.name() + "\r\n");
        assertThat(text(run(computer, "whoami").stdout())).isEqualTo("corp\\ops\r\n");
        assertThat(text(run(computer, "whoami /groups").stdout())).contains("S-1-16-12288");
    }

    @Test
    void another_program_is_not_recognized() {
        assertThat(text(run(Fleets.computer(null), "format c:").stderr()))
                .startsWith("'format' is not recognized as an internal or external command,\r\n");
    }

    @Test
    void another_script_is_refused_and_ends_nobody() {
        SimulatedComputer computer = Fleets.computer(null);
        Computer.Reply reply =
                computer.run(
                        "powershell.exe",
                        Fleets.BOOTSTRAP,
                        Map.of(
                                "FLEETLOGOFF_SCRIPT",
                                Fleets.SCRIPT + " ",
                                "FLEETLOGOFF_REQUEST",
                                "{}"),
                        "CORP\\ops");
        assertThat(reply.exitCode()).isEqualTo(1);
        assertThat(reply.stdout()).isEmpty();
        assertThat(text(reply.stderr())).contains("S=\"Error\"");
        assertThat(computer.truth()).allMatch(SessionTruth::present);
    }

    private static SessionTruth jdoe(SimulatedComputer computer) {
        return computer.truth().stream()
                .filter(each -> "jdoe".equals(each.user()))
                .findFirst()
                .orElseThrow();
    }

    private static Computer.Reply run(Computer computer, String line) {
        return computer.run(line, List.of(), Map.of(), "CORP\\ops");
    }

    private static String text(byte[] printed) {
        return new String(printed, UTF_8);
    }
}
