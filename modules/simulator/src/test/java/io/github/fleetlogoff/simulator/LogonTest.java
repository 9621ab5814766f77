package io.github.fleetlogoff.simulator;

import static io.github.fleetlogoff.simulator.Logons.client;
import static io.github.fleetlogoff.simulator.Logons.header;
import static io.github.fleetlogoff.simulator.Logons.logOn;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.SimulatorSpec.FaultShare;
import io.github.fleetlogoff.ntlm.NtlmClient;
import io.github.fleetlogoff.simulator.auth.Keys;
import io.github.fleetlogoff.simulator.auth.LogOn;
import io.github.fleetlogoff.simulator.auth.MessageProtection;
import io.github.fleetlogoff.simulator.auth.MessageProtection.Scheme;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogonTest {
    private static final byte[] NOTHING = {};
    private static final String SEALED = "Content-Type: " + Scheme.SPNEGO.contentType() + "\r\n";
    private static final String CREATE =
            """
            <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
                xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"
                xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"
                xmlns:rsp="http://schemas.microsoft.com/wbem/wsman/1/windows/shell"><s:Header>
            <a:Action>http://schemas.xmlsoap.org/ws/2004/09/transfer/Create</a:Action><a:To>http://a/wsman</a:To>
            <a:MessageID>uuid:1</a:MessageID>
            <w:ResourceURI>http://schemas.microsoft.com/wbem/wsman/1/windows/shell/cmd</w:ResourceURI></s:Header>
            <s:Body><rsp:Shell><rsp:OutputStreams>stdout stderr</rsp:OutputStreams></rsp:Shell></s:Body></s:Envelope>
            """;

    private static SimulatedFleet sealedOnly() {
        return SimulatedFleet.start(
                FleetSettings.of(Fleets.spec(List.of("a"), Map.of()), Fleets.credential()),
                EchoComputer::new);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void names_the_schemes_at_once_when_nothing_is_authorized() throws Exception {
        try (SimulatedFleet fleet = sealedOnly();
                RawConnection connection = new RawConnection(fleet.hosts().getFirst())) {
            connection.send("POST /wsman HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n");
            RawConnection.Answer answer = connection.read();
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).containsExactly("Negotiate", "Kerberos");
            assertThat(answer.header("Server")).containsExactly("Microsoft-HTTPAPI/2.0");
            assertThat(answer.header("Connection")).isEmpty();
            connection.send("hello");
            assertThat(logOn(connection, client("CORP", "svc-logoff"), Fleets.PASSWORD).status())
                    .isEqualTo(200);
            assertThat(fleet.figures().logonsRefused()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"CORP,svc-logoff", "corp,SVC-Logoff", "'',svc-logoff@corp.example"})
    void answers_sealed_what_came_sealed(String domain, String user) throws Exception {
        try (SimulatedFleet fleet = sealedOnly();
                RawConnection connection = new RawConnection(fleet.hosts().getFirst())) {
            NtlmClient client = client(domain, user);
            assertThat(logOn(connection, client, Fleets.PASSWORD).status()).isEqualTo(200);
            for (int i = 0; i < 3; i++) {
                RawConnection.Answer answer =
                        connection.post(
                                SEALED,
                                MessageProtection.wrap(
                                        utf8(CREATE), Keys.of(client.session()), Scheme.SPNEGO));
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("Content-Type"))
                        .containsExactly(Scheme.SPNEGO.contentType());
                assertThat(
                                new String(
                                        MessageProtection.unwrap(
                                                answer.body(), Keys.of(client.session())),
                                        StandardCharsets.UTF_8))
                        .contains("CreateResponse", "RelatesTo>uuid:1<");
            }
            assertThat(fleet.figures().openShells()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource({"CORP,svc-logoff,wrong", "CORP,somebody,Pässw0rd!", "OTHER,svc-logoff,Pässw0rd!"})
    void refuses_and_counts_a_wrong_logon(String domain, String user, String password)
            throws Exception {
        try (SimulatedFleet fleet = sealedOnly();
                RawConnection connection = new RawConnection(fleet.hosts().getFirst())) {
            assertThat(logOn(connection, client(domain, user), password).status()).isEqualTo(401);
            assertThat(fleet.figures().logonsRefused()).isEqualTo(1);
            assertThat(connection.post(SEALED, utf8("x")).status()).isEqualTo(401);
            assertThat(logOn(connection, client("CORP", "svc-logoff"), Fleets.PASSWORD).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void refuses_every_password_where_it_is_told_to() throws Exception {
        FleetSettings settings =
                FleetSettings.of(
                        Fleets.spec(
                                List.of("a"), Map.of("wrong-password", new FaultShare.Fraction(1))),
                        Fleets.credential());
        try (SimulatedFleet fleet = SimulatedFleet.start(settings, EchoComputer::new);
                RawConnection connection = new RawConnection(fleet.hosts().getFirst())) {
            assertThat(logOn(connection, client("CORP", "svc-logoff"), Fleets.PASSWORD).status())
                    .isEqualTo(401);
            assertThat(fleet.figures().logonsRefused()).isEqualTo(1);
        }
    }

    @Test
    void answers_a_plain_payload_with_an_empty_500() throws Exception {
        try (SimulatedFleet fleet = sealedOnly();
                RawConnection connection = new RawConnection(fleet.hosts().getFirst())) {
            assertThat(logOn(connection, client("CORP", "svc-logoff"), Fleets.PASSWORD).status())
                    .isEqualTo(200);
            RawConnection.Answer answer =
                    connection.post(
                            "Content-Type: application/soap+xml;charset=UTF-8\r\n", utf8(CREATE));
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).isEmpty();
            assertThat(fleet.figures().openShells()).isZero();
        }
    }

    @Test
    void refuses_what_was_sealed_for_another_connection() throws Exception {
        try (SimulatedFleet fleet = sealedOnly();
                RawConnection one = new RawConnection(fleet.hosts().getFirst());
                RawConnection other = new RawConnection(fleet.hosts().getFirst())) {
            NtlmClient client = client("CORP", "svc-logoff");
            logOn(one, client, Fleets.PASSWORD);
            logOn(other, client("CORP", "svc-logoff"), Fleets.PASSWORD);
            RawConnection.Answer answer =
                    other.post(
                            SEALED,
                            MessageProtection.wrap(
                                    utf8(CREATE), Keys.of(client.session()), Scheme.SPNEGO));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(other.ended()).isTrue();
        }
    }

    @Test
    void refuses_basic_and_bare_ntlm_over_http() throws Exception {
        try (SimulatedFleet fleet = sealedOnly()) {
            for (String scheme :
                    List.of(
                            "Basic " + base64(utf8(Fleets.USER + ":" + Fleets.PASSWORD)),
                            "NTLM AAAA")) {
                try (RawConnection connection = new RawConnection(fleet.hosts().getFirst())) {
                    RawConnection.Answer answer =
                            connection.post("Authorization: " + scheme + "\r\n", utf8(CREATE));
                    assertThat(answer.status()).isEqualTo(401);
                    assertThat(answer.header("Connection")).containsExactly("close");
                    assertThat(connection.ended()).isTrue();
                }
            }
        }
    }

    @Test
    void takes_basic_only_with_the_right_password_where_it_is_allowed() throws Exception {
        try (SimulatedFleet fleet = Fleets.echo("a");
                RawConnection connection = new RawConnection(fleet.hosts().getFirst())) {
            RawConnection.Answer refused =
                    connection.post(
                            "Authorization: Basic " + base64(utf8(Fleets.USER + ":no")) + "\r\n",
                            utf8(CREATE));
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate")).contains("Basic realm=\"WSMAN\"");
            assertThat(fleet.figures().logonsRefused()).isEqualTo(1);
            RawConnection.Answer taken =
                    connection.post(
                            "Authorization: Basic "
                                    + base64(utf8(Fleets.USER + ":" + Fleets.PASSWORD))
                                    + "\r\n",
                            utf8(CREATE));
            assertThat(taken.status()).isEqualTo(200);
            assertThat(connection.post("", utf8(CREATE)).status()).isEqualTo(401);
        }
    }

    /// A client of SPNEGO that has sent its last token with this body.
    private static RawConnection.Answer spnego(
            RawConnection connection, NtlmClient client, String headers, byte[] body)
            throws Exception {
        byte[] offer = LogOn.offer(LogOn.onlyNtlm(), client.negotiate());
        byte[] challenge = LogOn.innerToken(Logons.challenge(connection, offer));
        byte[] answer = client.authenticate(challenge, Fleets.PASSWORD.toCharArray());
        byte[] mic = client.session().signMechTypes(LogOn.onlyNtlm());
        return connection.post(header(LogOn.reply(answer, mic)) + headers, body);
    }

    @Test
    void sends_the_last_token_of_spnego_with_the_first_answer_only() throws Exception {
        try (SimulatedFleet fleet = sealedOnly();
                RawConnection connection = new RawConnection(fleet.hosts().getFirst())) {
            NtlmClient client = client("CORP", "svc-logoff");
            RawConnection.Answer first = spnego(connection, client, "", NOTHING);
            assertThat(first.status()).isEqualTo(200);
            client.session()
                    .verifyMechTypes(
                            LogOn.onlyNtlm(), LogOn.mechListMic(Logons.token(first).orElseThrow()));
            for (int i = 0; i < 2; i++) {
                RawConnection.Answer next =
                        connection.post(
                                SEALED,
                                MessageProtection.wrap(
                                        utf8(CREATE), Keys.of(client.session()), Scheme.SPNEGO));
                assertThat(next.status()).isEqualTo(200);
                assertThat(next.header("WWW-Authenticate")).isEmpty();
                assertThat(MessageProtection.unwrap(next.body(), Keys.of(client.session())))
                        .isNotEmpty();
            }
        }
    }

    @Test
    void sends_the_last_token_of_spnego_with_a_plain_answer_too() throws Exception {
        try (SimulatedFleet fleet = Fleets.echo("a");
                RawConnection connection = new RawConnection(fleet.hosts().getFirst())) {
            NtlmClient client = client("CORP", "svc-logoff");
            String soap = "Content-Type: application/soap+xml;charset=UTF-8\r\n";
            RawConnection.Answer first = spnego(connection, client, soap, utf8(CREATE));
            assertThat(first.status()).isEqualTo(200);
            assertThat(new String(first.body(), StandardCharsets.UTF_8)).contains("CreateResponse");
            client.session()
                    .verifyMechTypes(
                            LogOn.onlyNtlm(), LogOn.mechListMic(Logons.token(first).orElseThrow()));
            RawConnection.Answer next = connection.post(soap, utf8(CREATE));
            assertThat(next.status()).isEqualTo(200);
            assertThat(next.header("WWW-Authenticate")).isEmpty();
        }
    }

    @Test
    void lets_a_connection_log_on_afresh_when_an_empty_request_asks_for_it() throws Exception {
        try (SimulatedFleet fleet = sealedOnly();
                RawConnection connection = new RawConnection(fleet.hosts().getFirst())) {
            for (int i = 0; i < 2; i++) {
                RawConnection.Answer schemes = connection.post("", NOTHING);
                assertThat(schemes.status()).isEqualTo(401);
                assertThat(schemes.header("WWW-Authenticate")).contains("Negotiate");
                NtlmClient client = client("CORP", "svc-logoff");
                assertThat(logOn(connection, client, Fleets.PASSWORD).status()).isEqualTo(200);
                byte[] sealed =
                        MessageProtection.wrap(
                                utf8(CREATE), Keys.of(client.session()), Scheme.SPNEGO);
                assertThat(connection.post(SEALED, sealed).status()).isEqualTo(200);
            }
            assertThat(fleet.figures().openShells()).isEqualTo(2);
        }
    }

    @Test
    void owes_no_last_token_without_spnego() throws Exception {
        try (SimulatedFleet fleet = sealedOnly();
                RawConnection connection = new RawConnection(fleet.hosts().getFirst())) {
            RawConnection.Answer answer =
                    logOn(connection, client("CORP", "svc-logoff"), Fleets.PASSWORD);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("WWW-Authenticate")).isEmpty();
        }
    }
}
