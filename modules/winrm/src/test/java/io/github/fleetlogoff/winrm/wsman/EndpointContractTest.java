package io.github.fleetlogoff.winrm.wsman;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.sessions.PipelineCommand;
import io.github.fleetlogoff.sessions.RemoteCommand;
import io.github.fleetlogoff.sessions.ShellCommand;
import io.github.fleetlogoff.sessions.ShellFault;
import io.github.fleetlogoff.sessions.ShellFault.Kind;
import io.github.fleetlogoff.sessions.ShellOutcome;
import io.github.fleetlogoff.winrm.RecordedWatch;
import io.github.fleetlogoff.winrm.RemoteShellContract;
import io.github.fleetlogoff.winrm.SimulatedRig;
import io.github.fleetlogoff.winrm.Way;
import io.github.fleetlogoff.winrm.WinrmSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a command comes to is the same through every endpoint, sealed with NTLM. The rig proves
/// after each test that no shell is left.
@Timeout(60)
class EndpointContractTest {
    private static final String SHELL = "winrs";
    private static final String ORDINARY = "Microsoft.PowerShell";
    private static final String JEA = "FleetLogoff";
    private static final int LIMIT = 1 << 20;
    private static final Duration SHORT = Duration.ofSeconds(3);

    @RegisterExtension final SimulatedRig rig = new SimulatedRig(AuthScheme.NTLM, false);

    private final WsmanShell shell =
            new WsmanShell(
                    WinrmSettings.of(Duration.ofSeconds(5), false),
                    Way.passwords(),
                    InstantSource.system());

    @AfterEach
    void close() {
        shell.close();
    }

    private Host host(String name, String endpoint) {
        return through(rig.host(name), endpoint);
    }

    private static Host through(Host host, String endpoint) {
        return host.withConnection(host.connection().withEndpoint(new Endpoint(endpoint)));
    }

    private static RemoteCommand command(String endpoint, int limit, String... words) {
        return switch (endpoint) {
            case SHELL ->
                    new ShellCommand(
                            words[0], List.of(words).subList(1, words.length), Map.of(), limit);
            case ORDINARY -> pipeline("the script", true, limit, words);
            default -> pipeline("Invoke-FleetLogoff", false, limit, words);
        };
    }

    private static RemoteCommand pipeline(String text, boolean script, int limit, String... words) {
        return new PipelineCommand(
                text,
                script,
                Map.of("RequestJson", "{" + String.join(" ", words) + "}"),
                Set.of("Remoting"),
                limit);
    }

    private ShellOutcome run(String name, String endpoint, String... words) {
        return shell.run(
                host(name, endpoint), command(endpoint, LIMIT, words), RecordedWatch.patient());
    }

    private static String text(ShellOutcome outcome) {
        return switch (outcome) {
            case ShellOutcome.Answered answered -> new String(answered.stdout(), UTF_8);
            case ShellOutcome.Returned returned -> String.join("", returned.objects());
            case ShellOutcome.Failed failed -> failed.fault().toString();
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {SHELL, ORDINARY, JEA})
    void gives_what_came_and_says_that_the_logon_is_good_before_it_asks(String endpoint) {
        RecordedWatch watch = RecordedWatch.patient();
        ShellOutcome outcome =
                shell.run(host("good", endpoint), command(endpoint, LIMIT, "print", "x"), watch);
        assertThat(text(outcome)).isEqualTo("x");
        assertThat(watch.heard).containsExactly("logon", "deliver?");
    }

    @ParameterizedTest
    @CsvSource({SHELL + ", 6", ORDINARY + ", 7", JEA + ", 7"})
    void takes_few_requests_with_the_logon(String endpoint, int most) {
        assertThat(text(run("good", endpoint, "print", "x"))).isEqualTo("x");
        assertThat(rig.figures().requests()).isLessThanOrEqualTo(most);
    }

    @ParameterizedTest
    @ValueSource(strings = {SHELL, ORDINARY, JEA})
    void sends_nothing_that_is_not_permitted(String endpoint) {
        ShellFault fault =
                RemoteShellContract.fault(
                        shell.run(
                                host("good", endpoint),
                                command(endpoint, LIMIT, "print", "x"),
                                RecordedWatch.forbidding()));
        assertThat(fault.kind()).isEqualTo(Kind.NOT_PERMITTED);
        assertThat(fault.delivered()).isFalse();
        assertThat(rig.computer().commands).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {SHELL, ORDINARY, JEA})
    void stops_reading_at_the_output_limit(String endpoint) {
        ShellFault fault =
                RemoteShellContract.fault(
                        shell.run(
                                host("good", endpoint),
                                command(endpoint, 20_000, "fill", "30000"),
                                RecordedWatch.patient()));
        assertThat(fault.kind()).isEqualTo(Kind.PROTOCOL);
        assertThat(fault.delivered()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {SHELL, ORDINARY, JEA})
    void tells_a_refused_logon_and_what_it_cost(String endpoint) {
        Host wrong = through(rig.host("good", SimulatedRig.WRONG), endpoint);
        ShellFault fault =
                RemoteShellContract.fault(
                        shell.run(
                                wrong,
                                command(endpoint, LIMIT, "print", "x"),
                                RecordedWatch.patient()));
        assertThat(fault.kind()).isEqualTo(Kind.LOGON_REFUSED);
        assertThat(fault.refusedLogons()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {SHELL, ORDINARY, JEA})
    void tells_denied_from_unreachable(String endpoint) {
        assertThat(RemoteShellContract.fault(run("denied", endpoint, "print", "x")).kind())
                .isEqualTo(Kind.ACCESS_DENIED);
        ShellFault dead = RemoteShellContract.fault(run("dead", endpoint, "print", "x"));
        assertThat(dead.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(dead.retry()).isEqualTo(RetryAdvice.SOON);
    }

    @ParameterizedTest
    @ValueSource(strings = {SHELL, ORDINARY, JEA})
    void deletes_the_shell_of_what_hangs(String endpoint) {
        // The classes of the engine are loaded before the time runs.
        assertThat(text(run("good", endpoint, "print", "x"))).isEqualTo("x");
        ShellFault fault =
                RemoteShellContract.fault(
                        shell.run(
                                host("good", endpoint),
                                command(endpoint, LIMIT, "hang"),
                                RecordedWatch.within(SHORT)));
        assertThat(fault.kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(fault.delivered()).isTrue();
        assertThat(rig.figures().shellsDeleted()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {SHELL, ORDINARY, JEA})
    void ends_on_an_interrupt_with_the_shell_deleted(String endpoint) throws Exception {
        Host host = host("good", endpoint);
        CompletableFuture<ShellOutcome> outcome = new CompletableFuture<>();
        Thread caller =
                Thread.ofVirtual()
                        .start(() ->
                                outcome.complete(
                                        shell.run(
                                                host,
                                                command(endpoint, LIMIT, "hang"),
                                                RecordedWatch.patient())));
        assertThat(rig.computer().begun.await(20, TimeUnit.SECONDS)).isTrue();
        caller.interrupt();
        ShellFault fault = RemoteShellContract.fault(outcome.get(20, TimeUnit.SECONDS));
        assertThat(fault.kind()).isEqualTo(Kind.CANCELLED);
        assertThat(rig.figures().shellsDeleted()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {SHELL, ORDINARY, JEA})
    void says_that_a_host_may_have_acted_where_the_connection_broke(String endpoint) {
        ShellFault fault = RemoteShellContract.fault(run("drop", endpoint, "print", "x"));
        assertThat(fault.kind()).isEqualTo(Kind.PROTOCOL);
        assertThat(fault.delivered()).isTrue();
        assertThat(rig.computer().commands).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {SHELL, ORDINARY, JEA})
    void refuses_a_command_of_another_form(String endpoint) {
        ShellFault fault =
                RemoteShellContract.fault(
                        shell.run(
                                host("good", endpoint),
                                command(endpoint.equals(SHELL) ? JEA : SHELL, LIMIT, "print"),
                                RecordedWatch.patient()));
        assertThat(fault.message()).contains(endpoint);
        assertThat(rig.figures().requests()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"Elsewhere, no endpoint Elsewhere", "Microsoft.Other, may not use the endpoint"})
    void names_an_endpoint_that_is_not_there(String endpoint, String words) {
        Host host = host("good", endpoint);
        ShellFault fault =
                RemoteShellContract.fault(
                        shell.run(
                                host, command(JEA, LIMIT, "print", "x"), RecordedWatch.patient()));
        assertThat(fault.message()).contains(words, "--endpoint");
        assertThat(fault.delivered()).isFalse();
    }
}
