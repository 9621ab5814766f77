package io.github.fleetlogoff.winrm.wsman;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.model.Tls;
import io.github.fleetlogoff.ntlm.NtlmSession;
import io.github.fleetlogoff.sessions.ShellCommand;
import io.github.fleetlogoff.sessions.ShellFault;
import io.github.fleetlogoff.sessions.ShellFault.Kind;
import io.github.fleetlogoff.winrm.RecordedWatch;
import io.github.fleetlogoff.winrm.RemoteShellContract;
import io.github.fleetlogoff.winrm.Way;
import io.github.fleetlogoff.winrm.WinrmSettings;
import io.github.fleetlogoff.winrm.wsman.RawHost.Conduct;
import io.github.fleetlogoff.winrm.wsman.RawHost.Soap;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Hosts that mean harm, or are none: each ends in a fault of a kind, soon, with little read.
@Timeout(60)
class HostileHostTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\n";
    private static final String SOAP_HEAD = HEAD + "Content-Type: application/soap+xml\r\n";
    private static final int PLENTY = 16 << 20;

    private final WsmanShell shell =
            new WsmanShell(
                    WinrmSettings.of(Duration.ofSeconds(5), true),
                    Way.passwords(),
                    InstantSource.system());

    @AfterEach
    void close() {
        shell.close();
    }

    private ShellFault fault(RawHost host, AuthScheme auth, RecordedWatch watch) {
        return RemoteShellContract.fault(
                shell.run(host.host(auth), RemoteShellContract.command("print", "x"), watch));
    }

    private ShellFault fault(RawHost host, AuthScheme auth) {
        return fault(host, auth, RecordedWatch.patient());
    }

    private static Conduct writing(String head, String rest, int times) {
        return wire -> {
            wire.read();
            wire.write(head);
            for (int i = 0; i < times; i++) {
                wire.write(rest);
            }
            wire.awaitEnd();
        };
    }

    private static Conduct answering(String body) {
        return writing(
                SOAP_HEAD + "Content-Length: " + body.getBytes(UTF_8).length + "\r\n\r\n" + body,
                "",
                0);
    }

    static Stream<Arguments> harms() {
        int forever = Integer.MAX_VALUE;
        String bomb =
                "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
                        + "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]><x>&c;&c;&c;</x>";
        return Stream.of(
                Arguments.of("endless headers", writing(HEAD, "X: y\r\n", forever), "without end"),
                Arguments.of(
                        "an endless header",
                        writing(HEAD + "X: ", "yyyyyyyy", forever),
                        "without end"),
                Arguments.of(
                        "endless words before the answer",
                        writing("", "HTTP/1.1 100 C\r\n\r\n", forever),
                        "without end"),
                Arguments.of(
                        "a gigabyte",
                        writing(
                                SOAP_HEAD + "Content-Length: 1073741824\r\n\r\n",
                                "x".repeat(4096),
                                1 << 18),
                        "without end"),
                Arguments.of(
                        "endless chunks",
                        writing(
                                SOAP_HEAD + "Transfer-Encoding: chunked\r\n\r\n",
                                "1000\r\n" + "x".repeat(4096) + "\r\n",
                                forever),
                        "without end"),
                Arguments.of(
                        "a body that only the connection ends",
                        writing(SOAP_HEAD + "\r\n", "x".repeat(4096), forever),
                        "without end"),
                Arguments.of(
                        "a compressed bomb",
                        writing(
                                SOAP_HEAD + "Content-Encoding: gzip\r\nContent-Length: 10\r\n\r\n",
                                "\u001f\u008b",
                                5),
                        "cannot be read"),
                Arguments.of(
                        "another protocol", writing("220 mail ESMTP\r\n", "", 0), "cannot be read"),
                Arguments.of("entity expansion", answering(bomb), "cannot be read"),
                Arguments.of("depth", answering("<x>".repeat(50_000)), "cannot be read"),
                Arguments.of(
                        "half a message",
                        answering("<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'>"),
                        "cannot be read"),
                Arguments.of(
                        "a redirect",
                        writing(
                                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/wsman\r\nContent-Length: 0\r\n\r\n",
                                "",
                                0),
                        "HTTP 302"),
                Arguments.of(
                        "a sealed answer to a plain question",
                        writing(
                                HEAD
                                        + "Content-Type: multipart/encrypted\r\nContent-Length: 1\r\n\r\nx",
                                "",
                                0),
                        "instead of WS-Management"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("harms")
    void turns_away(String name, Conduct conduct, String words) throws Exception {
        try (RawHost host = new RawHost(conduct)) {
            ShellFault fault = fault(host, AuthScheme.BASIC);
            assertThat(fault.message()).as(name).contains(words);
            assertThat(fault.kind()).isEqualTo(Kind.PROTOCOL);
            assertThat(fault.retry()).isEqualTo(RetryAdvice.NEVER);
            assertThat(fault.delivered()).isFalse();
            assertThat(host.written.get()).isLessThan(PLENTY);
            assertThat(host.connections).hasValue(1);
        }
    }

    @Test
    void tells_an_answer_that_is_cut_off() throws Exception {
        Conduct cutting =
                wire -> {
                    wire.read();
                    wire.write(SOAP_HEAD + "Content-Length: 100\r\n\r\nhalf");
                };
        try (RawHost host = new RawHost(cutting)) {
            ShellFault fault = fault(host, AuthScheme.BASIC);
            assertThat(fault.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(fault.retry()).isEqualTo(RetryAdvice.SOON);
        }
    }

    @Test
    void tells_tls_that_ends_in_its_middle() throws Exception {
        try (RawHost host = new RawHost(wire -> wire.write("\u0016\u0003\u0003\0@half"))) {
            ShellFault fault =
                    RemoteShellContract.fault(
                            shell.run(
                                    host.host(AuthScheme.BASIC, new Tls(null, true)),
                                    RemoteShellContract.command("print", "x"),
                                    RecordedWatch.patient()));
            assertThat(fault.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(fault.message()).contains("TLS");
        }
    }

    @Test
    void gives_a_host_that_stops_in_the_middle_its_time_and_no_more() throws Exception {
        try (RawHost host =
                new RawHost(writing(SOAP_HEAD + "Content-Length: 10\r\n\r\nx", "", 0))) {
            ShellFault fault =
                    fault(host, AuthScheme.BASIC, RecordedWatch.within(Duration.ofSeconds(1)));
            assertThat(fault.kind()).isEqualTo(Kind.TIMED_OUT);
        }
    }

    private ShellFault sealedFault(SealedHost.Sealer sealer) throws Exception {
        try (RawHost host = new RawHost(new SealedHost(sealer))) {
            return fault(host, AuthScheme.NTLM);
        }
    }

    @Test
    void takes_no_wrong_signature() throws Exception {
        ShellFault fault = sealedFault((session, plain) -> SealedHost.broken(session.seal(plain)));
        assertThat(fault.message()).contains("not sealed with the keys of the logon");
        assertThat(fault.kind()).isEqualTo(Kind.PROTOCOL);
        assertThat(fault.delivered()).isFalse();
    }

    @Test
    void takes_no_answer_twice() throws Exception {
        SealedHost.Replay replay = new SealedHost.Replay();
        ShellFault fault = sealedFault(replay);
        assertThat(fault.message()).contains("not sealed with the keys of the logon");
        assertThat(fault.delivered()).isTrue();
        assertThat(fault.retry()).isEqualTo(RetryAdvice.NEVER);
    }

    @Test
    void believes_no_refusal_of_a_command_that_is_not_sealed() throws Exception {
        Conduct refusing =
                wire -> {
                    SealedHost host = new SealedHost((session, plain) -> session.seal(plain));
                    host.answer(wire, host.logOn(wire), Soap.SHELL);
                    wire.read();
                    wire.write(
                            "HTTP/1.1 401 x\r\nWWW-Authenticate: Kerberos\r\nContent-Length: 0\r\n\r\n");
                    wire.awaitEnd();
                };
        try (RawHost host = new RawHost(refusing)) {
            ShellFault fault = fault(host, AuthScheme.NTLM);
            assertThat(fault.message()).contains("plain text");
            assertThat(fault.delivered()).isTrue();
            assertThat(fault.refusedLogons()).isZero();
        }
    }

    @Test
    void takes_no_empty_answer_to_input_where_it_must_be_sealed() throws Exception {
        Conduct swallowing =
                wire -> {
                    SealedHost host = new SealedHost((session, plain) -> session.seal(plain));
                    NtlmSession session = host.logOn(wire);
                    host.answer(wire, session, Soap.SHELL);
                    wire.read();
                    host.answer(wire, session, Soap.COMMAND);
                    wire.read();
                    wire.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                    wire.read();
                    host.answer(wire, session, Soap.received(Soap.done("0")));
                    wire.awaitEnd();
                };
        ShellCommand input = new ShellCommand("sort", List.of(), Map.of(), 1000, new byte[] {1});
        try (RawHost host = new RawHost(swallowing)) {
            ShellFault fault =
                    RemoteShellContract.fault(
                            shell.run(host.host(AuthScheme.NTLM), input, RecordedWatch.patient()));
            assertThat(fault.message()).contains("answered with nothing");
            assertThat(fault.kind()).isEqualTo(Kind.PROTOCOL);
            assertThat(fault.delivered()).isTrue();
            assertThat(fault.retry()).isEqualTo(RetryAdvice.NEVER);
        }
    }

    @Test
    void ends_a_conversation_at_a_challenge_with_an_odd_time() throws Exception {
        Conduct odd =
                wire -> {
                    wire.read();
                    wire.write(
                            "HTTP/1.1 401 x\r\nWWW-Authenticate: Negotiate "
                                    + Base64.getEncoder().encodeToString(SealedHost.oddTime())
                                    + "\r\nContent-Length: 0\r\n\r\n");
                    wire.awaitEnd();
                };
        try (RawHost host = new RawHost(odd)) {
            ShellFault fault = fault(host, AuthScheme.NTLM);
            assertThat(fault.message()).contains("a time of 16 bytes");
            assertThat(fault.refusedLogons()).isZero();
        }
    }

    @Test
    void takes_nothing_from_one_who_relays_the_challenge_of_another_and_has_no_keys()
            throws Exception {
        SealedHost stranger = new SealedHost((session, plain) -> session.seal(plain));
        try (RawHost host = new RawHost(stranger.withPassword("another"))) {
            ShellFault fault = fault(host, AuthScheme.NTLM);
            assertThat(fault.message()).contains("not sealed with the keys of the logon");
            assertThat(fault.delivered()).isFalse();
        }
    }

    @Test
    void takes_no_plain_answer_where_it_must_be_sealed() throws Exception {
        Conduct downgrading =
                wire -> {
                    new SealedHost((session, plain) -> session.seal(plain)).logOn(wire);
                    wire.soap(Soap.SHELL);
                    wire.awaitEnd();
                };
        try (RawHost host = new RawHost(downgrading)) {
            ShellFault fault = fault(host, AuthScheme.NTLM);
            assertThat(fault.message()).contains("plain text");
            assertThat(fault.kind()).isEqualTo(Kind.PROTOCOL);
            assertThat(host.requests).noneMatch(request -> request.contains("Envelope"));
        }
    }

    @Test
    void shows_no_message_to_a_host_that_asks_for_no_logon() throws Exception {
        Conduct open =
                wire -> {
                    wire.read();
                    wire.soap(Soap.SHELL);
                    wire.awaitEnd();
                };
        try (RawHost host = new RawHost(open)) {
            ShellFault fault = fault(host, AuthScheme.NTLM);
            assertThat(fault.kind()).isEqualTo(Kind.LOGON_REFUSED);
            assertThat(fault.refusedLogons()).isZero();
            assertThat(host.requests).containsExactly("");
        }
    }
}
