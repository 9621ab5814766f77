package io.github.fleetlogoff.winrm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.sessions.ShellCommand;
import io.github.fleetlogoff.sessions.ShellFault;
import io.github.fleetlogoff.sessions.ShellFault.Kind;
import io.github.fleetlogoff.sessions.ShellOutcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whole conversations with what real Windows hosts answered.
@Timeout(60)
class RecordingsTest {
    private final RecordedHost recorded = new RecordedHost();
    private final Winrm4jShell shell =
            new Winrm4jShell(
                    WinrmSettings.of(Duration.ofSeconds(5), true),
                    SimulatedRig.credentials(),
                    InstantSource.system());

    @AfterEach
    void close() {
        shell.close();
        recorded.close();
    }

    private ShellOutcome run() {
        return run(RecordedWatch.patient());
    }

    private ShellOutcome run(RecordedWatch watch) {
        Connection connection =
                new Connection(
                        "127.0.0.1", recorded.port(), null, AuthScheme.BASIC, SimulatedRig.RIGHT);
        return shell.run(
                Host.of("recorded", connection),
                new ShellCommand("cmd.exe", List.of("/c", "echo"), Map.of("A", "b"), 1 << 20),
                watch);
    }

    private static ShellOutcome.Answered answered(ShellOutcome outcome) {
        assertThat(outcome).isInstanceOf(ShellOutcome.Answered.class);
        return (ShellOutcome.Answered) outcome;
    }

    @ParameterizedTest
    @CsvSource({
        "pypsrp/test_winrs_standard.yml, hi, '', 0",
        "pypsrp/test_winrs_stderr_rc.yml, out, err, 1",
        "pypsrp/test_winrs_unicode.yml, こんにちは, '', 0",
        "pypsrp/test_winrs_extra_opts.yml, C:\\Windows, '', 0",
        "pypsrp/test_winrs_operation_timeout.yml, 'hi\nhi again', '', 0",
        "winrm4j/win7.xml, myline, '', 0",
        "winrm4j/win12.xml, myline, '', 0",
    })
    void reads_what_was_recorded(String resource, String stdout, String stderr, int exitCode)
            throws Exception {
        recorded.playing(resource);
        ShellOutcome.Answered answer = answered(run());
        assertThat(new String(answer.stdout(), UTF_8).strip()).isEqualTo(stdout);
        assertThat(new String(answer.stderr(), UTF_8).strip()).isEqualTo(stderr);
        assertThat(answer.exitCode()).isEqualTo(exitCode);
        assertThat(recorded.actions())
                .startsWith("Create", "Command", "Receive")
                .endsWith("Signal", "Delete");
        assertThat(shell.leakedShells()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "pypsrp/test_winrs_environment.yml, 1234=5678",
        "pypsrp/test_winrs_noprofile.yml, ALLUSERSPROFILE=C:\\ProgramData",
        "pypsrp/test_client_execute_cmd_environment.yml, bool=True",
        "pypsrp/test_client_execute_cmd.yml, Volume in drive C is Windows 2016",
    })
    void reads_long_recorded_output(String resource, String part) throws Exception {
        recorded.playing(resource);
        assertThat(new String(answered(run()).stdout(), UTF_8)).contains(part);
    }

    @Test
    void reads_two_recorded_runs_one_after_the_other() throws Exception {
        recorded.playing("pypsrp/test_client_execute_cmd.yml");
        answered(run());
        assertThat(new String(answered(run()).stdout(), UTF_8)).isEqualTo("abc\r\n");
    }

    @Test
    void reads_another_clients_recording_of_output_in_two_answers() throws Exception {
        recorded.answering("Create", 200, masterzen("createShellResponse"))
                .answering("Command", 200, masterzen("executeCommandResponse"))
                .answering("Receive", 200, masterzen("outputResponse"))
                .answering("Receive", 500, masterzen("operationTimeoutResponse"))
                .answering("Receive", 200, masterzen("doneCommandResponse"));
        ShellOutcome.Answered answer = answered(run());
        assertThat(new String(answer.stdout(), UTF_8)).isEqualTo("That's all folks!!!");
        assertThat(new String(answer.stderr(), UTF_8))
                .isEqualTo("This is stderr, I'm pretty sure!");
        assertThat(answer.exitCode()).isEqualTo(123);
        assertThat(shell.leakedShells()).isZero();
    }

    private static String masterzen(String name) throws Exception {
        return RecordedHost.text("masterzen-winrm/" + name + ".xml");
    }

    private static ShellFault fault(ShellOutcome outcome) {
        return RemoteShellContract.fault(outcome);
    }

    @Test
    void asks_for_utf8_no_profile_no_cmd_and_a_short_idle_time() throws Exception {
        recorded.playing("pypsrp/test_winrs_standard.yml");
        answered(run());
        assertThat(recorded.requests().getFirst())
                .containsPattern("WINRS_CODEPAGE\"[^>]*>65001<")
                .containsPattern("WINRS_NOPROFILE\"[^>]*>TRUE<")
                .containsPattern("IdleTimeOut[^>]*>PT60\\.000S<")
                .containsPattern("Variable[^>]*Name=\"A\"[^>]*>b<");
        assertThat(recorded.requests().get(1))
                .containsPattern("WINRS_SKIP_CMD_SHELL\"[^>]*>TRUE<")
                .containsPattern("Command>cmd.exe<")
                .containsPattern("Arguments>/c<.*Arguments>echo<");
    }

    @Test
    void says_that_a_program_is_missing_and_that_nothing_ran() throws Exception {
        recorded.playing("pypsrp/test_winrs_no_cmd_shell.yml");
        ShellFault fault = fault(run());
        assertThat(fault.kind()).isEqualTo(Kind.PROTOCOL);
        assertThat(fault.delivered()).isFalse();
        assertThat(fault.message()).contains("not found").contains("2147942402");
        assertThat(recorded.actions()).containsExactly("Create", "Command", "Delete");
    }

    @Test
    void does_not_know_what_became_of_a_command_the_host_no_longer_knows() throws Exception {
        recorded.playing("pypsrp/test_winrs_bad_cmd_id.yml");
        ShellFault fault = fault(run());
        assertThat(fault.delivered()).isTrue();
        assertThat(fault.message()).contains("2150858843");
        assertThat(shell.leakedShells()).isZero();
    }

    @Test
    void reads_a_fault_of_a_provider() throws Exception {
        recorded.answering("Create", 200, masterzen("createShellResponse"))
                .answering("Command", 500, masterzen("executeCommandResponseWithError"));
        assertThat(fault(run()).message()).contains("2147942606").contains("longer");
    }

    @ParameterizedTest
    @CsvSource({"access-denied-5.xml", "access-denied-5-german.xml"})
    void knows_access_denied_in_any_language(String resource) throws Exception {
        recorded.answering("Create", 500, RecordedHost.text("faults/" + resource));
        RecordedWatch watch = RecordedWatch.patient();
        ShellFault fault = fault(run(watch));
        assertThat(fault.kind()).isEqualTo(Kind.ACCESS_DENIED);
        assertThat(fault.retry()).isEqualTo(RetryAdvice.NEVER);
        assertThat(fault.message())
                .contains("Administrators")
                .contains("LocalAccountTokenFilterPolicy")
                .contains("Remote Management Users");
        assertThat(watch.heard).containsExactly("logon");
    }

    @Test
    void advises_to_come_again_later_where_a_quota_is_used_up() throws Exception {
        recorded.answering(
                        "Create", 500, RecordedHost.text("faults/quota-max-shells-2150859173.xml"))
                .answering("Create", 200, masterzen("createShellResponse"))
                .answering(
                        "Command",
                        500,
                        RecordedHost.text("faults/quota-max-operations-1500-2150859174.xml"));
        for (int i = 0; i < 2; i++) {
            ShellFault fault = fault(run());
            assertThat(fault.kind()).isEqualTo(Kind.PROTOCOL);
            assertThat(fault.retry()).isEqualTo(RetryAdvice.LATER);
            assertThat(fault.delivered()).isFalse();
        }
        assertThat(recorded.actions()).containsExactly("Create", "Create", "Command", "Delete");
    }

    @Test
    void keeps_the_result_where_signal_and_delete_fail_and_counts_the_shell() throws Exception {
        recorded.answering("Create", 200, masterzen("createShellResponse"))
                .answering("Command", 200, masterzen("executeCommandResponse"))
                .answering("Receive", 200, masterzen("outputResponse"))
                .answering("Receive", 200, masterzen("doneCommandResponse"))
                .answering("Signal", 500, masterzen("executeCommandResponseWithError"))
                .answering("Delete", 500, masterzen("executeCommandResponseWithError"));
        assertThat(answered(run()).exitCode()).isEqualTo(123);
        assertThat(shell.leakedShells()).isEqualTo(1);
    }

    @Test
    void counts_no_shell_that_is_gone_already() throws Exception {
        String gone =
                masterzen("executeCommandResponseWithError").replace("2147942606", "2150858843");
        recorded.answering("Create", 200, masterzen("createShellResponse"))
                .answering("Command", 200, masterzen("executeCommandResponse"))
                .answering("Receive", 200, masterzen("doneCommandResponse"))
                .answering("Delete", 500, gone);
        answered(run());
        assertThat(shell.leakedShells()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "500, '', AllowUnencrypted, NEVER",
        "401, '', refused the logon, NEVER",
        "404, '', /wsman, NEVER",
        "413, '', MaxEnvelopeSizekb, NEVER",
        "503, '', not ready, SOON",
        "302, '', HTTP 302, NEVER",
        "200, '', instead of WS-Management, NEVER",
        "200, <html/>, instead of WS-Management, NEVER",
    })
    void tells_the_next_step_for_answers_that_are_no_messages(
            int status, String body, String words, RetryAdvice retry) {
        recorded.answering("Create", status, "text/html", body);
        ShellFault fault = fault(run());
        assertThat(fault.message()).contains(words);
        assertThat(fault.retry()).isEqualTo(retry);
        assertThat(fault.delivered()).isFalse();
        assertThat(fault.refusedLogons()).isEqualTo(status == 401 ? 1 : 0);
        assertThat(recorded.actions()).containsExactly("Create");
    }

    @Test
    void survives_an_answer_that_is_cut_off() {
        recorded.answering("Create", 200, "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap");
        assertThat(fault(run()).kind()).isEqualTo(Kind.PROTOCOL);
    }

    @Test
    void gives_no_exit_code_where_the_host_gave_none() throws Exception {
        String done =
                masterzen("doneCommandResponse")
                        .replaceFirst("<rsp:ExitCode>123</rsp:ExitCode>", "");
        recorded.answering("Create", 200, masterzen("createShellResponse"))
                .answering("Command", 200, masterzen("executeCommandResponse"))
                .answering("Receive", 200, done);
        assertThat(answered(run()).exitCode()).isNull();
    }
}
