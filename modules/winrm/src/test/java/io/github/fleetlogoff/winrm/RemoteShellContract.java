package io.github.fleetlogoff.winrm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.sessions.RemoteCommand;
import io.github.fleetlogoff.sessions.RemoteShell;
import io.github.fleetlogoff.sessions.ShellCommand;
import io.github.fleetlogoff.sessions.ShellFault;
import io.github.fleetlogoff.sessions.ShellFault.Kind;
import io.github.fleetlogoff.sessions.ShellOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What every implementation of [RemoteShell] does, whatever the way to the host.
@Timeout(60)
public abstract class RemoteShellContract {
    private static final int LIMIT = 4 << 20;
    private static final Duration SHORT = Duration.ofSeconds(4);

    @RegisterExtension protected final SimulatedRig rig;
    private RemoteShell shell = NoShell.INSTANCE;

    protected RemoteShellContract(AuthScheme auth, boolean tls) {
        this(Way.password(auth, tls));
    }

    protected RemoteShellContract(Way way) {
        rig = new SimulatedRig(way);
    }

    /// The implementation.
    protected abstract RemoteShell open(Credentials credentials);

    @BeforeEach
    void openShell() {
        shell = open(rig.credentials());
    }

    @AfterEach
    void closeShell() {
        shell.close();
    }

    /// Whether it hands standard input over; one that does not must say so.
    protected boolean takesInput() {
        return true;
    }

    public static ShellCommand command(String program, String... arguments) {
        return new ShellCommand(program, List.of(arguments), Map.of(), LIMIT);
    }

    protected final ShellOutcome run(String host, ShellCommand command) {
        return shell.run(rig.host(host), command, RecordedWatch.patient());
    }

    protected static ShellOutcome.Answered answered(ShellOutcome outcome) {
        assertThat(outcome).isInstanceOf(ShellOutcome.Answered.class);
        return (ShellOutcome.Answered) outcome;
    }

    public static ShellFault fault(ShellOutcome outcome) {
        assertThat(outcome).isInstanceOf(ShellOutcome.Failed.class);
        return ((ShellOutcome.Failed) outcome).fault();
    }

    @Test
    void answers_with_the_bytes_that_were_printed() {
        String text = "zażółć gęślą jaźń, 日本語, \uD83D\uDE00\r\n";
        ShellOutcome.Answered answer = answered(run("good", command("print", text)));
        assertThat(answer.stdout()).isEqualTo(text.getBytes(UTF_8));
        assertThat(answer.stderr()).isEmpty();
        assertThat(answer.exitCode()).isZero();
    }

    @Test
    void keeps_stderr_apart_and_gives_the_exit_code() {
        ShellOutcome.Answered answer = answered(run("good", command("complain", "Fehler: ü")));
        assertThat(new String(answer.stdout(), UTF_8)).isEqualTo("out");
        assertThat(new String(answer.stderr(), UTF_8)).isEqualTo("Fehler: ü");
        assertThat(answer.exitCode()).isEqualTo(1);
    }

    @Test
    void gives_exit_codes_with_their_sign() {
        assertThat(answered(run("good", command("exit", "7"))).exitCode()).isEqualTo(7);
        assertThat(answered(run("good", command("exit", "-1"))).exitCode()).isEqualTo(-1);
    }

    @Test
    void reads_output_of_many_answers_to_its_end() {
        ShellOutcome.Answered answer = answered(run("good", command("fill", "1500000")));
        assertThat(answer.stdout()).isEqualTo(ScriptedComputer.fill(1_500_000));
    }

    @Test
    void stops_reading_at_the_output_limit() {
        ShellCommand greedy = new ShellCommand("fill", List.of("300000"), Map.of(), 200_000);
        ShellFault fault = fault(run("good", greedy));
        assertThat(fault.kind()).isEqualTo(Kind.PROTOCOL);
        assertThat(fault.delivered()).isTrue();
        assertThat(fault.message()).contains("200000");
    }

    @Test
    void hands_over_arguments_and_environment_as_they_are() {
        String odd = "a \"b\" & <c> ^d %PATH% 'e'\t\\";
        assertThat(
                        new String(
                                answered(run("good", command("print", odd, "", "x"))).stdout(),
                                UTF_8))
                .isEqualTo(odd + "||x");
        String script = "é<&>\"" + "x".repeat(32_000);
        ShellCommand reading =
                new ShellCommand("env", List.of("SCRIPT"), Map.of("SCRIPT", script), LIMIT);
        assertThat(new String(answered(run("good", reading)).stdout(), UTF_8)).isEqualTo(script);
    }

    @Test
    void hands_over_all_of_the_standard_input_and_its_end() {
        byte[] input = ScriptedComputer.fill(250_000);
        ShellCommand reading = new ShellCommand("print", List.of("x"), Map.of(), LIMIT, input);
        ShellOutcome outcome = run("good", reading);
        if (takesInput()) {
            assertThat(new String(answered(outcome).stdout(), UTF_8)).isEqualTo("x");
            assertThat(rig.computer().input()).isEqualTo(input);
            assertThat(rig.computer().inputEnded).isTrue();
        } else {
            assertThat(fault(outcome).message()).contains("no input");
            assertThat(rig.computer().commands).hasValue(0);
        }
    }

    @Test
    void says_that_the_logon_is_good_before_it_asks_to_deliver() {
        RecordedWatch watch = RecordedWatch.patient();
        answered(shell.run(rig.host("good"), command("print", "x"), watch));
        assertThat(watch.heard).containsExactly("logon", "deliver?");
    }

    @Test
    void waits_for_a_slow_host() {
        assertThat(answered(run("slow", command("print", "at last"))).exitCode()).isZero();
    }

    @Test
    void sends_no_command_that_is_not_permitted() {
        ShellFault fault =
                fault(
                        shell.run(
                                rig.host("good"),
                                command("print", "x"),
                                RecordedWatch.forbidding()));
        assertThat(fault.kind()).isEqualTo(Kind.NOT_PERMITTED);
        assertThat(fault.delivered()).isFalse();
        assertThat(rig.computer().commands).hasValue(0);
        assertThat(rig.figures().shellsDeleted()).isEqualTo(1);
    }

    @Test
    void tells_a_refused_logon_and_what_it_cost() {
        RecordedWatch watch = RecordedWatch.patient();
        ShellFault fault =
                fault(
                        shell.run(
                                rig.host("good", SimulatedRig.WRONG),
                                command("print", "x"),
                                watch));
        assertThat(fault.kind()).isEqualTo(Kind.LOGON_REFUSED);
        assertThat(fault.retry()).isEqualTo(RetryAdvice.NEVER);
        assertThat(fault.refusedLogons()).isEqualTo((int) rig.logonsRefused());
        assertThat(fault.message()).doesNotContain("Passw0rd");
        assertThat(watch.heard).isEmpty();
    }

    @Test
    void refuses_a_wrong_password_after_a_right_one_and_the_other_way_round() {
        Host right = rig.host("good");
        Host wrong = rig.host("good", SimulatedRig.WRONG);
        for (int i = 0; i < 2; i++) {
            answered(shell.run(right, command("print", "x"), RecordedWatch.patient()));
            ShellOutcome refused = shell.run(wrong, command("print", "x"), RecordedWatch.patient());
            assertThat(fault(refused).kind()).isEqualTo(Kind.LOGON_REFUSED);
        }
        assertThat(rig.computer().commands).hasValue(2);
    }

    @Test
    void tells_access_denied_from_a_refused_logon() {
        RecordedWatch watch = RecordedWatch.patient();
        ShellFault fault = fault(shell.run(rig.host("denied"), command("print", "x"), watch));
        assertThat(fault.kind()).isEqualTo(Kind.ACCESS_DENIED);
        assertThat(fault.retry()).isEqualTo(RetryAdvice.NEVER);
        assertThat(fault.refusedLogons()).isZero();
        assertThat(watch.heard).containsExactly("logon");
    }

    @Test
    void spends_no_logon_on_a_port_where_nobody_listens() {
        ShellFault fault = fault(run("dead", command("print", "x")));
        assertThat(fault.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(fault.retry()).isEqualTo(RetryAdvice.SOON);
        assertThat(rig.figures().requests()).isZero();
    }

    @Test
    void gives_a_silent_host_its_time_and_no_more() {
        Host silent = rig.host("silent");
        RecordedWatch watch = RecordedWatch.within(SHORT);
        ShellFault fault = fault(shell.run(silent, command("print", "x"), watch));
        assertThat(fault.kind()).isIn(Kind.TIMED_OUT, Kind.UNREACHABLE);
        assertThat(fault.delivered()).isFalse();
    }

    @Test
    void deletes_the_shell_of_a_command_that_hangs() {
        // The classes of the engine are loaded before the time runs.
        assertThat(run("good", command("print", "x"))).isInstanceOf(ShellOutcome.Answered.class);
        Host good = rig.host("good");
        RecordedWatch watch = RecordedWatch.within(SHORT);
        ShellFault fault = fault(shell.run(good, command("hang"), watch));
        assertThat(fault.kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(fault.delivered()).isTrue();
        assertThat(fault.retry()).isEqualTo(RetryAdvice.NEVER);
        assertThat(rig.figures().shellsDeleted()).isEqualTo(2);
    }

    @Test
    void ends_on_an_interrupt_with_the_shell_deleted_and_the_flag_set() throws Exception {
        Host host = rig.host("good");
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        CompletableFuture<ShellOutcome> outcome = new CompletableFuture<>();
        Thread caller =
                Thread.ofVirtual()
                        .start(() -> {
                            outcome.complete(
                                    shell.run(host, command("hang"), RecordedWatch.patient()));
                            flag.complete(Thread.currentThread().isInterrupted());
                        });
        assertThat(rig.computer().begun.await(20, TimeUnit.SECONDS)).isTrue();
        caller.interrupt();
        ShellFault fault = fault(outcome.get(20, TimeUnit.SECONDS));
        assertThat(flag.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(fault.kind()).isEqualTo(Kind.CANCELLED);
        assertThat(fault.delivered()).isTrue();
        assertThat(rig.computer().commands).hasValue(1);
        assertThat(rig.figures().shellsDeleted()).isEqualTo(1);
    }

    @Test
    void says_that_a_host_may_have_acted_where_the_connection_broke_after_the_command() {
        ShellFault fault = fault(run("drop", command("print", "x")));
        assertThat(fault.kind()).isEqualTo(Kind.PROTOCOL);
        assertThat(fault.delivered()).isTrue();
        assertThat(fault.retry()).isEqualTo(RetryAdvice.NEVER);
        assertThat(fault.message()).contains("broke").doesNotContain("acted");
        assertThat(rig.computer().commands).hasValue(1);
    }

    /// Before the first test.
    private enum NoShell implements RemoteShell {
        INSTANCE;

        @Override
        public ShellOutcome run(
                Host host, RemoteCommand command, io.github.fleetlogoff.sessions.ShellWatch watch) {
            throw new IllegalStateException("no shell is open");
        }

        @Override
        public void close() {}
    }
}
