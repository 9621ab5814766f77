package io.github.fleetlogoff.sessions;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.SessionIdentity;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.runner.Attempt;
import io.github.fleetlogoff.runner.Computer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionOperationTest {
    private static final SessionScript SCRIPT = SessionScript.bundled();
    private static final Host HOST =
            Host.of("host01", new Connection("host01", 5985, null, AuthScheme.NEGOTIATE, null));
    private static final Sweep JDOE = Sweep.logoff(Selector.ofUsers("jdoe"));

    @Test
    void sends_the_script_and_the_request_in_variables_and_a_constant_command() {
        FakeShell shell = FakeShell.silent();

        attempt(shell, JDOE);

        ShellCommand command = (ShellCommand) shell.commands.getFirst();
        assertThat(command.program()).isEqualTo("powershell.exe");
        assertThat(String.join(" ", command.arguments()))
                .isEqualTo(
                        "-NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -Command"
                                + " \"iex($env:FLEETLOGOFF_SCRIPT-replace[char]126,[char]10)\"");
        assertThat(command.environment())
                .containsOnlyKeys("FLEETLOGOFF_SCRIPT", "FLEETLOGOFF_REQUEST")
                .containsEntry("FLEETLOGOFF_SCRIPT", SCRIPT.packed());
        assertThat(command.environment().get("FLEETLOGOFF_REQUEST"))
                .contains("\"users\":[\"jdoe\"]", "\"computerName\":\"HOST01\"");
    }

    @Test
    void a_good_answer_becomes_an_outcome_with_its_sessions() {
        Attempt.Answered attempt = answered("logs_off_both_sessions_of_the_user", JDOE);

        assertThat(attempt.outcome()).isEqualTo(HostOutcome.COMPLETED);
        assertThat(attempt.exitCode()).isZero();
        assertThat(attempt.message()).isNull();
        assertThat(attempt.sessions())
                .extracting(report -> report.session().id())
                .containsExactly(2, 3);
    }

    @Test
    void an_answer_says_which_computer_it_is_by_its_name_and_every_logon_there() {
        Attempt.Answered attempt = answered("logs_off_both_sessions_of_the_user", JDOE);

        Computer computer = requireNonNull(attempt.computer());
        assertThat(computer.name()).isEqualTo("HOST01");
        assertThat(computer.logons())
                .as("also those that were left alone")
                .extracting(SessionIdentity::id)
                .containsExactlyInAnyOrder(1, 2, 3, 4);
    }

    @Test
    void a_list_holds_what_the_selectors_fit() {
        Sweep list =
                new Sweep(
                        Action.LIST,
                        Selector.ofUsers("jdoe"),
                        false,
                        Sweep.Ending.DEFAULT,
                        false,
                        false);

        Attempt.Answered attempt = answered("list_says_what_is_selected", list);

        assertThat(attempt.outcome()).isEqualTo(HostOutcome.COMPLETED);
        assertThat(attempt.sessions())
                .extracting(report -> report.session().id())
                .containsExactly(2, 3);
    }

    @Test
    void says_whose_sessions_were_left_alone_because_their_domain_cannot_be_seen() {
        Attempt.Answered attempt =
                answered(
                        "domain_that_cannot_be_seen_selects_nobody_and_protects",
                        Sweep.logoff(Selector.ofUsers("CORP\\jdoe")));

        assertThat(attempt.outcome()).isEqualTo(HostOutcome.NOTHING_TO_DO);
        assertThat(attempt.message())
                .isEqualTo("2 sessions of jdoe were left alone: their domain cannot be seen");
        assertThat(attempt.sessions()).isEmpty();
    }

    @Test
    void access_denied_names_the_missing_right() {
        assertThat(answered("refusal_is_not_nobody", JDOE).outcome())
                .isEqualTo(HostOutcome.ACCESS_DENIED);
        assertThat(answered("refusal_is_not_nobody", JDOE).message())
                .contains("not elevated", "Full Control", "Administrators", "No User exists for *");
        assertThat(answered("refusal_names_the_error", JDOE).message())
                .startsWith("1 session failed; ")
                .contains("Full Control");
    }

    @Test
    void a_stuck_session_names_the_way_out() {
        Attempt.Answered attempt = answered("a_lie_is_stuck", JDOE);

        assertThat(attempt.outcome()).isEqualTo(HostOutcome.FAILED);
        assertThat(attempt.message())
                .isEqualTo("1 session stuck; --reset-stuck ends what logoff does not");
    }

    @Test
    void another_computer_is_said_to_be_another() {
        Golden golden = Golden.named("another_computer_answers");
        FakeShell shell =
                FakeShell.answering(new ShellOutcome.Answered(golden.stdout(), new byte[0], 1));
        Host pc17 = Host.of("pc-17.example.com", HOST.connection());

        Attempt.Answered attempt =
                (Attempt.Answered)
                        new SessionOperation(shell, JDOE, SCRIPT).attempt(pc17, new FakeContext());

        assertThat(attempt.outcome()).isEqualTo(HostOutcome.WRONG_HOST);
        assertThat(attempt.message()).contains("this is HOST01, not PC-17", "nothing was done");
    }

    @Test
    void no_answer_is_a_protocol_error_whatever_the_exit_code() {
        byte[] clixml =
                ("#< CLIXML\r\n<Objs><Obj S=\"progress\"/><S S=\"Error\">iex : 50% &lt;bad&gt;_x001B_[31m_x000D__x000A_"
                                + "</S><S S=\"Error\">at line:1</S></Objs>")
                        .getBytes(StandardCharsets.UTF_8);

        for (Integer exitCode : new Integer[] {0, 1, 2, null}) {
            Attempt.Failed failed =
                    failed(
                            new ShellOutcome.Answered(
                                    "hello".getBytes(StandardCharsets.UTF_8), clixml, exitCode));
            assertThat(failed.outcome()).isEqualTo(HostOutcome.PROTOCOL_ERROR);
            assertThat(failed.retry()).isEqualTo(RetryAdvice.NEVER);
            assertThat(failed.message())
                    .startsWith("the session script gave no answer")
                    .contains("iex : 50% <bad>\\u001b[31m at line:1", "may have acted");
        }
    }

    @Test
    void an_excerpt_is_short_and_harmless() {
        byte[] garbage =
                ("\u001b]0;x\u0007\u202e" + "A".repeat(5000)).getBytes(StandardCharsets.UTF_8);

        String message = failed(new ShellOutcome.Answered(garbage, new byte[0], 0)).message();

        assertThat(message)
                .hasSizeLessThan(500)
                .contains("\\u001b]0;x\\u0007\\u202eAAA")
                .matches("\\P{Cntrl}+");
    }

    @Test
    void an_impossible_answer_is_a_protocol_error_that_says_why() {
        Attempt.Failed failed =
                failed(
                        new ShellOutcome.Answered(
                                Golden.named("warns_with_text").stdout(), new byte[0], 0));

        assertThat(failed.outcome()).isEqualTo(HostOutcome.PROTOCOL_ERROR);
        assertThat(failed.message())
                .isEqualTo(
                        "the answer of the session script cannot be right: 'warned' is no outcome of what was asked;"
                                + " the host may have acted: look with `fleet-logoff sessions` before trying again");
    }

    @ParameterizedTest
    @CsvSource({
        "UNREACHABLE, unreachable, SOON",
        "LOGON_REFUSED, auth-failed, NEVER",
        "ACCESS_DENIED, access-denied, NEVER",
        "TIMED_OUT, timed-out, SOON",
        "PROTOCOL, protocol-error, LATER",
    })
    void a_fault_before_the_command_keeps_its_advice(
            ShellFault.Kind kind, String outcome, RetryAdvice advice) {
        Attempt.Failed failed = failed(new ShellFault(kind, "what happened", advice, false, 2));

        assertThat(failed.outcome().word()).isEqualTo(outcome);
        assertThat(failed.retry()).isEqualTo(advice);
        assertThat(failed.refusedLogons()).isEqualTo(kind == ShellFault.Kind.LOGON_REFUSED ? 2 : 0);
        assertThat(failed.message()).startsWith("what happened").doesNotContain("may have acted");
    }

    @ParameterizedTest
    @CsvSource({
        "UNREACHABLE, protocol-error",
        "TIMED_OUT, timed-out",
        "PROTOCOL, protocol-error",
        "CANCELLED, timed-out"
    })
    void a_fault_after_the_command_says_that_the_host_may_have_acted(
            ShellFault.Kind kind, String outcome) {
        ShellFault fault = new ShellFault(kind, "what happened", RetryAdvice.NEVER, true, 0);

        assertThat(failed(fault).outcome().word()).isEqualTo(outcome);
        assertThat(failed(fault).message()).contains("what happened; the host may have acted");
        Sweep dryRun =
                new Sweep(Action.LOGOFF, JDOE.selector(), true, Sweep.Ending.DEFAULT, false, false);
        Attempt dry = attempt(FakeShell.answering(new ShellOutcome.Failed(fault)), dryRun);
        assertThat(((Attempt.Failed) dry).message()).doesNotContain("may have acted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CANCELLED", "NOT_PERMITTED"})
    void what_was_cancelled_before_the_command_touched_nothing_and_is_not_begun_again(
            ShellFault.Kind kind) {
        Attempt.Failed failed =
                failed(new ShellFault(kind, "the run is over", RetryAdvice.SOON, false, 0));

        assertThat(failed.outcome()).isEqualTo(HostOutcome.TIMED_OUT);
        assertThat(failed.retry()).isEqualTo(RetryAdvice.NEVER);
        assertThat(failed.message())
                .isEqualTo("cancelled: the run is over; nothing was sent, nothing was done");
    }

    @Test
    void the_run_is_told_of_the_logon_and_asked_before_the_command() {
        FakeContext context = new FakeContext();
        FakeShell shell =
                new FakeShell(watch -> {
                    watch.logonAccepted();
                    context.seen.add("may deliver: " + watch.mayDeliver());
                    context.seen.add(watch.deadline().left().toString().toLowerCase(Locale.ROOT));
                    return new ShellOutcome.Answered(new byte[0], new byte[0], 0);
                });

        new SessionOperation(shell, JDOE, SCRIPT).attempt(HOST, context);

        assertThat(context.seen)
                .containsExactly("logon accepted", "may act?", "may deliver: true", "pt1m");
    }

    @Test
    void a_sweep_that_warns_cannot_be_carried() {
        Sweep warn =
                new Sweep(Action.WARN, JDOE.selector(), false, Sweep.Ending.DEFAULT, false, false);

        assertThatThrownBy(() -> new SessionOperation(FakeShell.silent(), warn, SCRIPT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Attempt.Answered answered(String golden, Sweep sweep) {
        Golden recorded = Golden.named(golden);
        return (Attempt.Answered)
                attempt(
                        FakeShell.answering(
                                new ShellOutcome.Answered(
                                        recorded.stdout(), new byte[0], recorded.exitCode())),
                        sweep);
    }

    private static Attempt.Failed failed(ShellFault fault) {
        return failed(new ShellOutcome.Failed(fault));
    }

    private static Attempt.Failed failed(ShellOutcome outcome) {
        return (Attempt.Failed) attempt(FakeShell.answering(outcome), JDOE);
    }

    private static Attempt attempt(FakeShell shell, Sweep sweep) {
        return new SessionOperation(shell, sweep, SCRIPT).attempt(HOST, new FakeContext());
    }

    private static Host through(String endpoint) {
        return HOST.withConnection(HOST.connection().withEndpoint(new Endpoint(endpoint)));
    }

    private static Attempt attempt(String endpoint, ShellOutcome outcome) {
        return new SessionOperation(FakeShell.answering(outcome), JDOE, SCRIPT)
                .attempt(through(endpoint), new FakeContext());
    }

    @Test
    void an_endpoint_that_takes_scripts_gets_the_script_and_the_request() {
        FakeShell shell = FakeShell.answering(new ShellOutcome.Returned(List.of(), List.of()));
        new SessionOperation(shell, JDOE, SCRIPT)
                .attempt(through("Microsoft.PowerShell"), new FakeContext());

        PipelineCommand command = (PipelineCommand) shell.commands.getFirst();
        assertThat(command.script()).isTrue();
        assertThat(command.text()).isEqualTo(SCRIPT.text()).doesNotContain("~").contains("\n");
        assertThat(command.parameters().get("RequestJson")).contains("\"jdoe\"");
        assertThat(command.switches()).containsExactly("Remoting");
    }

    @Test
    void any_other_endpoint_gets_the_name_of_its_function_and_no_script() {
        FakeShell shell = FakeShell.answering(new ShellOutcome.Returned(List.of(), List.of()));
        new SessionOperation(shell, JDOE, SCRIPT)
                .attempt(through("FleetLogoff"), new FakeContext());

        PipelineCommand command = (PipelineCommand) shell.commands.getFirst();
        assertThat(command.script()).isFalse();
        assertThat(command.text()).isEqualTo("Invoke-FleetLogoff");
        assertThat(command.parameters()).containsOnlyKeys("RequestJson");
    }

    @Test
    void an_answer_counts_the_same_through_an_endpoint() {
        Golden golden = Golden.named("a_lie_is_stuck");
        Attempt shell =
                new SessionOperation(
                                FakeShell.answering(
                                        new ShellOutcome.Answered(
                                                golden.stdout(), new byte[0], golden.exitCode())),
                                JDOE,
                                SCRIPT)
                        .attempt(HOST, new FakeContext());
        assertThat(
                        attempt(
                                "FleetLogoff",
                                new ShellOutcome.Returned(
                                        List.of(golden.answer().toString()), List.of())))
                .isEqualTo(shell);
    }

    @Test
    void an_endpoint_without_the_function_is_named_with_the_next_step() {
        Attempt.Failed failed =
                (Attempt.Failed)
                        attempt(
                                "Other",
                                error(
                                        "The term 'Invoke-FleetLogoff' is not recognized",
                                        "CommandNotFoundException"));
        assertThat(failed.outcome()).isEqualTo(HostOutcome.PROTOCOL_ERROR);
        assertThat(failed.message())
                .contains("endpoint Other", "Invoke-FleetLogoff", "jea export", "--endpoint")
                .doesNotContain("may have acted");
    }

    @Test
    void a_command_that_the_script_lacks_is_no_missing_function() {
        Attempt.Failed failed =
                (Attempt.Failed)
                        attempt(
                                "FleetLogoff",
                                error(
                                        "The term 'Get-Date' is unknown",
                                        "CommandNotFoundException"));
        assertThat(failed.message()).contains("Get-Date", "may have acted");
    }

    @Test
    void an_endpoint_that_takes_no_scripts_is_named() {
        Attempt.Failed failed =
                (Attempt.Failed) attempt("Microsoft.PowerShell", error("no", "ScriptsNotAllowed"));
        assertThat(failed.message()).contains("Microsoft.PowerShell takes no scripts");
    }

    @Test
    void two_objects_are_no_answer() {
        Attempt.Failed failed =
                (Attempt.Failed)
                        attempt(
                                "FleetLogoff",
                                new ShellOutcome.Returned(List.of("{}", "{}"), List.of()));
        assertThat(failed.message()).contains("more than one object", "may have acted");
    }

    private static ShellOutcome error(String message, String id) {
        return new ShellOutcome.Returned(
                List.of(), List.of(new ShellOutcome.RemoteError(message, id)));
    }
}
