package io.github.fleetlogoff.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.SimulatorSpec.FaultShare;
import io.github.fleetlogoff.ntlm.NtlmAccount;
import io.github.fleetlogoff.ntlm.NtlmClient;
import io.github.fleetlogoff.simulator.auth.MessageProtection;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogonTest {
    private static final byte[] NOTHING = {};
    private static final String SEALED = "Content-Type: " + MessageProtection.CONTENT_TYPE + "\r\n";
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

    private static NtlmClient client(String domain, String user) {
        return new NtlmClient(
                new NtlmAccount(domain, user),
                "TEST",
                Optional.empty(),
                new SplittableRandom(),
                InstantSource.system());
    }

    private static RawConnection.Answer logOn(
            RawConnection connection, NtlmClient client, String password) throws Exception {
        RawConnection.Answer challenge =
                connection.post(
                        "Authorization: Negotiate " + base64(client.negotiate()) + "\r\n", NOTHING);
        assertThat(challenge.status()).isEqualTo(401);
        String token =
                challenge.header("WWW-Authenticate").getFirst().substring("Negotiate ".length());
        byte[] answer =
                client.authenticate(Base64.getDecoder().decode(token), password.toCharArray());
        return connection.post("Authorization: Negotiate " + base64(answer) + "\r\n", NOTHING);
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
                                SEALED, MessageProtection.wrap(utf8(CREATE), client.session()));
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("Content-Type"))
                        .containsExactly(MessageProtection.CONTENT_TYPE);
                assertThat(
                                new String(
                                        MessageProtection.unwrap(answer.body(), client.session()),
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
                    other.post(SEALED, MessageProtection.wrap(utf8(CREATE), client.session()));
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
}
