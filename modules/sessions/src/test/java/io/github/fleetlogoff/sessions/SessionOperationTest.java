package io.github.fleetlogoff.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.StateFilter;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.runner.Attempt;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionOperationTest {
    private static final Sweep LOGOFF = Sweep.logoff(Selector.ofUsers("jdoe"));

    @Test
    void script_and_request_travel_in_the_environment_and_the_command_line_is_constant() {
        FakeShell shell = FakeShell.printing(Answers.framed(Answers.withOutcome("logged-off")));
        operate(shell, LOGOFF);
        operate(shell, Sweep.logoff(Selector.ofUsers("x'; logoff 2; '")));

        ShellCommand first = shell.commands.getFirst();
        assertThat(first.program()).isEqualTo("powershell.exe");
        assertThat(first.arguments())
                .containsExactly(
                        "-NoLogo",
                        "-NoProfile",
                        "-NonInteractive",
                        "-ExecutionPolicy",
                        "Bypass",
                        "-Command",
                        "\"iex($env:FLEETLOGOFF_SCRIPT-replace[char]126,[char]10)\"");
        assertThat(shell.commands.get(1).arguments()).isEqualTo(first.arguments());
        assertThat(first.environment())
                .containsEntry("FLEETLOGOFF_SCRIPT", SessionScript.load().packed());
    }

    @Test
    void the_request_says_what_was_asked_and_leaves_out_the_rest() throws Exception {
        Selector selector =
                new Selector(
                        List.of("CORP\\мария"),
                        List.of("tr[a]inee*"),
                        new Selector.Excluded(List.of("boss"), List.of("svc-*")),
                        List.of(3),
                        List.of("rdp-tcp#4"),
                        StateFilter.DISCONNECTED,
                        Duration.ofMillis(90_500),
                        true);
        Sweep sweep =
                new Sweep(
                        Action.LOGOFF,
                        selector,
                        true,
                        new Sweep.Ending(Duration.ofSeconds(5), true),
                        true,
                        false);

        String request = SessionRequest.of(sweep, Requests.host("pc-17.example.com"));

        assertThat(request).matches("[\\x20-\\x7e]+");
        assertThat(Answers.JSON.readTree(request))
                .isEqualTo(
                        Answers.JSON.readTree(
                                """
                                {"v":1,"action":"logoff","dryRun":true,"users":["CORP\\\\мария"],"userGlobs":["tr`[a`]inee*"],
                                 "excludeUsers":["boss"],"excludeUserGlobs":["svc-*"],"sessionIds":[3],"sessionNames":["rdp-tcp#4"],
                                 "state":"disconnected","idleOverSeconds":91,"includeConsole":true,"verifySeconds":5,"resetStuck":true,
                                 "detail":true,"computerName":"PC-17"}
                                """));
        JsonNode plain =
                Answers.JSON.readTree(SessionRequest.of(Sweep.list(), Requests.host("192.0.2.7")));
        assertThat(plain.has("users")).isFalse();
        assertThat(plain.has("idleOverSeconds")).isFalse();
        assertThat(plain.has("computerName")).isFalse();
    }

    @Test
    void a_selection_too_long_to_travel_is_a_usage_error() {
        Sweep sweep =
                Sweep.logoff(
                        Selector.ofUsers(
                                Collections.nCopies(4000, "some.user").toArray(String[]::new)));

        assertThatThrownBy(() -> SessionRequest.of(sweep, Requests.host("pc")))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining("name fewer users");
    }

    @Test
    void output_without_an_answer_is_a_protocol_error_that_quotes_the_error_record() {
        String clixml =
                "#< CLIXML\r\n<Objs><S S=\"Error\">iex : Zugriff verweigert_x000D__x000A_</S></Objs>";

        Attempt attempt = operate(FakeShell.printing("", clixml), LOGOFF);

        assertThat(attempt)
                .isInstanceOfSatisfying(
                        Attempt.Failed.class,
                        failed -> {
                            assertThat(failed.outcome()).isEqualTo(HostOutcome.PROTOCOL_ERROR);
                            assertThat(failed.retry()).isEqualTo(RetryAdvice.NEVER);
                            assertThat(failed.message())
                                    .contains("may have acted")
                                    .endsWith("it printed: iex : Zugriff verweigert");
                        });
    }

    @Test
    void what_a_host_prints_cannot_paint_on_the_terminal() {
        Attempt attempt = operate(FakeShell.printing("\u001b[2J\u202Eboo", ""), LOGOFF);

        assertThat(((Attempt.Failed) attempt).message())
                .endsWith("it printed: \\u001b[2J\\u202eboo");
    }

    @ParameterizedTest
    @EnumSource(ShellFault.Kind.class)
    void every_fault_has_its_outcome_and_keeps_its_advice(ShellFault.Kind kind) {
        Map<ShellFault.Kind, HostOutcome> expected =
                Map.of(
                        ShellFault.Kind.UNREACHABLE, HostOutcome.UNREACHABLE,
                        ShellFault.Kind.LOGON_REFUSED, HostOutcome.AUTH_FAILED,
                        ShellFault.Kind.ACCESS_DENIED, HostOutcome.ACCESS_DENIED,
                        ShellFault.Kind.TIMED_OUT, HostOutcome.TIMED_OUT,
                        ShellFault.Kind.PROTOCOL, HostOutcome.PROTOCOL_ERROR,
                        ShellFault.Kind.NOT_PERMITTED, HostOutcome.TIMED_OUT,
                        ShellFault.Kind.CANCELLED, HostOutcome.TIMED_OUT);

        Attempt attempt =
                operate(
                        FakeShell.failing(new ShellFault(kind, "why", RetryAdvice.LATER, false, 2)),
                        LOGOFF);

        assertThat(attempt)
                .isEqualTo(
                        new Attempt.Failed(
                                expected.getOrDefault(kind, HostOutcome.COMPLETED),
                                "why",
                                RetryAdvice.LATER,
                                2));
    }

    @Test
    void a_list_with_a_selector_reports_the_selected_sessions_only() {
        String two =
                "{\"host\":\"H\",\"exit\":0,\"sessions\":["
                        + "{\"id\":1,\"user\":\"a\",\"state\":\"active\",\"logonTime\":\"x\",\"selected\":false,\"outcome\":\"listed\"},"
                        + "{\"id\":2,\"user\":\"b\",\"state\":\"active\",\"logonTime\":\"x\",\"selected\":true,\"outcome\":\"listed\"}]}";
        Sweep narrowed =
                new Sweep(
                        Action.LIST,
                        Selector.ofUsers("b"),
                        false,
                        Sweep.Ending.DEFAULT,
                        false,
                        false);

        assertThat(
                        ((Attempt.Answered)
                                        operate(FakeShell.printing(Answers.framed(two)), narrowed))
                                .sessions())
                .hasSize(1);
        assertThat(
                        ((Attempt.Answered)
                                        operate(
                                                FakeShell.printing(Answers.framed(two)),
                                                Sweep.list()))
                                .sessions())
                .hasSize(2);
    }

    @Test
    void sessions_spared_for_an_unseen_domain_are_named_in_the_message() throws Exception {
        JsonNode golden =
                Answers.goldens().stream()
                        .filter(entry ->
                                entry.path("name")
                                        .asText()
                                        .startsWith("domain_that_cannot_be_seen"))
                        .findFirst()
                        .orElseThrow();

        Attempt attempt =
                operate(
                        FakeShell.printing(Answers.framed(golden.path("answer"))),
                        Sweep.logoff(Selector.ofUsers("CORP\\jdoe")));

        assertThat(((Attempt.Answered) attempt).message())
                .startsWith(
                        "2 sessions were left alone: the domain of this session cannot be seen");
    }

    private static Attempt operate(FakeShell shell, Sweep sweep) {
        return new SessionOperation(shell, sweep, SessionScript.load())
                .attempt(Requests.host("host01"), new FakeContext());
    }
}
