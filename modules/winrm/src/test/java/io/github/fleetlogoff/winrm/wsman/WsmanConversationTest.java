package io.github.fleetlogoff.winrm.wsman;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.sessions.ShellCommand;
import io.github.fleetlogoff.sessions.ShellFault;
import io.github.fleetlogoff.sessions.ShellFault.Kind;
import io.github.fleetlogoff.sessions.ShellOutcome;
import io.github.fleetlogoff.winrm.RecordedWatch;
import io.github.fleetlogoff.winrm.RemoteShellContract;
import io.github.fleetlogoff.winrm.SimulatedRig;
import io.github.fleetlogoff.winrm.Way;
import io.github.fleetlogoff.winrm.WinrmSettings;
import io.github.fleetlogoff.winrm.wsman.RawHost.Conduct;
import io.github.fleetlogoff.winrm.wsman.RawHost.Soap;
import io.github.fleetlogoff.winrm.wsman.RawHost.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class WsmanConversationTest {
    private static final String SOAP = "application/soap+xml;charset=UTF-8";

    @RegisterExtension final SimulatedRig sealed = new SimulatedRig(AuthScheme.NTLM, false);
    private final WsmanShell shell =
            new WsmanShell(
                    WinrmSettings.of(Duration.ofSeconds(5), true),
                    Way.passwords(),
                    InstantSource.system());

    @AfterEach
    void close() {
        shell.close();
    }

    private ShellOutcome run(RawHost host, ShellCommand command) {
        return shell.run(host.host(AuthScheme.BASIC), command, RecordedWatch.patient());
    }

    private ShellOutcome.Answered answered(RawHost host, ShellCommand command) {
        ShellOutcome outcome = run(host, command);
        assertThat(outcome).isInstanceOf(ShellOutcome.Answered.class);
        return (ShellOutcome.Answered) outcome;
    }

    private static ShellCommand command() {
        return RemoteShellContract.command("print", "x");
    }

    private static String stream(byte[] bytes) {
        return "<rsp:Stream Name='stdout' CommandId='C'>"
                + Base64.getEncoder().encodeToString(bytes)
                + "</rsp:Stream>";
    }

    /// Answers Create and Command; the rest is the test's.
    private static Conduct after(Conduct rest) {
        return wire -> {
            wire.read();
            wire.soap(Soap.SHELL);
            wire.read();
            wire.soap(Soap.COMMAND);
            wire.read();
            rest.serve(wire);
        };
    }

    private static void acknowledge(Wire wire, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            wire.read();
            wire.write("HTTP/1.1 204 No Content\r\n\r\n");
        }
        wire.awaitEnd();
    }

    @Test
    void needs_six_requests_on_one_connection_with_ntlm() {
        ShellOutcome outcome = shell.run(sealed.host("good"), command(), RecordedWatch.patient());
        assertThat(outcome).isInstanceOf(ShellOutcome.Answered.class);
        assertThat(sealed.figures().requests()).isEqualTo(6);
        assertThat(sealed.figures().connections()).isEqualTo(1);
        assertThat(sealed.figures().logonsRefused()).isZero();
    }

    @Test
    void joins_a_character_that_was_split_between_answers() throws Exception {
        byte[] text = "日本".getBytes(UTF_8);
        Conduct splitting =
                after(wire -> {
                    wire.write("HTTP/1.1 100 Continue\r\n\r\n");
                    wire.soap(Soap.received(stream(Arrays.copyOf(text, 2))));
                    wire.read();
                    byte[] rest = Arrays.copyOfRange(text, 2, text.length);
                    String running = "<rsp:CommandState CommandId='C' State='x/Running'/>";
                    wire.soap(
                            Soap.received(running, stream(rest), Soap.done("4294967295"), running));
                    acknowledge(wire, 2);
                });
        try (RawHost host = new RawHost(splitting)) {
            ShellOutcome.Answered answer = answered(host, command());
            assertThat(new String(answer.stdout(), UTF_8)).isEqualTo("日本");
            assertThat(answer.exitCode()).isEqualTo(-1);
            assertThat(host.actions())
                    .containsExactly("Create", "Command", "Receive", "Receive", "Signal", "Delete");
            assertThat(host.connections).hasValue(1);
            assertThat(shell.leakedShells()).isZero();
        }
    }

    @Test
    void knows_no_exit_code_where_the_host_gave_none() throws Exception {
        Conduct ending =
                after(wire -> {
                    wire.soap(Soap.received(Soap.done("")));
                    acknowledge(wire, 2);
                });
        try (RawHost host = new RawHost(ending)) {
            assertThat(answered(host, command()).exitCode()).isNull();
        }
    }

    @Test
    void hands_input_over_through_a_pipe_and_ends_it() throws Exception {
        byte[] input = new byte[250_000];
        Arrays.fill(input, (byte) 'ü');
        Conduct reading =
                after(wire -> {
                    wire.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                    wire.read();
                    wire.soap("<rsp:SendResponse/>");
                    wire.read();
                    wire.soap("<rsp:SendResponse/>");
                    wire.read();
                    wire.soap(Soap.received(Soap.done("0")));
                    acknowledge(wire, 2);
                });
        try (RawHost host = new RawHost(reading)) {
            answered(host, new ShellCommand("sort", List.of(), Map.of(), 1000, input));
            assertThat(host.actions().subList(1, 6))
                    .containsExactly("Command", "Send", "Send", "Send", "Receive");
            assertThat(host.requests.get(1)).containsPattern("CONSOLEMODE_STDIN\">FALSE<");
            assertThat(host.requests).allMatch(request -> request.length() < 153_600);
            assertThat(host.requests.get(3)).doesNotContain("End=");
            assertThat(host.requests.get(4)).contains("End=\"true\"");
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            for (String request : host.requests.subList(2, 5)) {
                Matcher block = Pattern.compile(">([^<]+)</rsp:Stream>").matcher(request);
                assertThat(block.find()).isTrue();
                sent.writeBytes(Base64.getDecoder().decode(block.group(1)));
            }
            assertThat(sent.toByteArray()).isEqualTo(input);
        }
    }

    @Test
    void opens_another_connection_where_the_host_closes_the_first_after_an_answer()
            throws Exception {
        Conduct closing =
                wire -> {
                    String request = new String(wire.read().body(), UTF_8);
                    String body =
                            request.contains("/Create<")
                                    ? Soap.SHELL
                                    : request.contains("/Command<")
                                            ? Soap.COMMAND
                                            : Soap.received(Soap.done("0"));
                    byte[] envelope = Soap.envelope(body);
                    wire.write(
                            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: "
                                    + SOAP
                                    + "\r\n\r\n");
                    wire.write(envelope);
                };
        try (RawHost host = new RawHost(closing)) {
            assertThat(answered(host, command()).exitCode()).isZero();
            assertThat(host.actions())
                    .containsExactly("Create", "Command", "Receive", "Signal", "Delete");
            assertThat(host.connections).hasValue(5);
        }
    }

    @Test
    void never_sends_a_command_twice() throws Exception {
        Conduct dropping =
                wire -> {
                    String request = new String(wire.read().body(), UTF_8);
                    if (request.contains("/Delete<")) {
                        wire.write("HTTP/1.1 204 No Content\r\n\r\n");
                        wire.awaitEnd();
                    } else {
                        wire.soap(Soap.SHELL);
                        wire.read();
                    }
                };
        try (RawHost host = new RawHost(dropping)) {
            ShellFault fault = RemoteShellContract.fault(run(host, command()));
            assertThat(fault.kind()).isEqualTo(Kind.PROTOCOL);
            assertThat(fault.delivered()).isTrue();
            assertThat(host.actions()).containsExactly("Create", "Command", "Delete");
            assertThat(shell.leakedShells()).isZero();
        }
    }

    @Test
    void ends_a_blocked_read_at_once_and_deletes_the_shell_on_another_connection()
            throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        Conduct silent =
                wire -> {
                    String request = new String(wire.read().body(), UTF_8);
                    if (request.contains("/Create<")) {
                        wire.soap(Soap.SHELL);
                        wire.read();
                        wire.soap(Soap.COMMAND);
                        wire.read();
                        reading.countDown();
                        wire.awaitEnd();
                    } else {
                        wire.write("HTTP/1.1 204 No Content\r\n\r\n");
                        acknowledge(wire, 1);
                    }
                };
        try (RawHost host = new RawHost(silent)) {
            CompletableFuture<ShellOutcome> outcome = new CompletableFuture<>();
            Thread caller = Thread.ofVirtual().start(() -> outcome.complete(run(host, command())));
            assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();
            caller.interrupt();
            ShellFault fault = RemoteShellContract.fault(outcome.get(20, TimeUnit.SECONDS));
            assertThat(fault.kind()).isEqualTo(Kind.CANCELLED);
            assertThat(host.actions())
                    .containsExactly("Create", "Command", "Receive", "Signal", "Delete");
            assertThat(host.connections).hasValue(2);
            assertThat(shell.leakedShells()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"KERBEROS", "CERTIFICATE"},
            mode = EnumSource.Mode.EXCLUDE)
    void sends_no_message_with_a_character_that_xml_has_not_got(AuthScheme auth) throws Exception {
        try (RawHost host = new RawHost(Wire::awaitEnd)) {
            ShellCommand odd = new ShellCommand("x", List.of(), Map.of("V", "a\u0001b"), 1000);
            ShellFault fault =
                    RemoteShellContract.fault(
                            shell.run(host.host(auth), odd, RecordedWatch.patient()));
            assertThat(fault.message()).contains("character");
            assertThat(fault.delivered()).isFalse();
            assertThat(host.requests).isEmpty();
        }
    }
}
