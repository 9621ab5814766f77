package io.github.fleetlogoff.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.SimulatorSpec.FaultShare;
import io.github.fleetlogoff.ntlm.NtlmClient;
import io.github.fleetlogoff.simulator.auth.Keys;
import io.github.fleetlogoff.simulator.auth.MessageProtection;
import io.github.fleetlogoff.simulator.auth.MessageProtection.Scheme;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdentifyTest {
    private static final String UNAUTHENTICATED =
            "Content-Type: application/soap+xml;charset=UTF-8\r\nWSMANIDENTIFY: unauthenticated\r\n";
    private static final String IDENTIFY =
            """
            <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
                xmlns:wsmid="http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd">
            <s:Header/><s:Body><wsmid:Identify/></s:Body></s:Envelope>
            """;

    private static FleetSettings settings() {
        return FleetSettings.of(Fleets.spec(List.of("a"), Map.of()), Fleets.credential());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void tells_a_stranger_the_protocol_and_no_version() throws Exception {
        try (SimulatedFleet fleet = SimulatedFleet.start(settings(), EchoComputer::new);
                RawConnection connection = new RawConnection(fleet.hosts().getFirst())) {
            RawConnection.Answer answer = connection.post(UNAUTHENTICATED, utf8(IDENTIFY));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type"))
                    .containsExactly("application/soap+xml;charset=UTF-8");
            assertThat(text(answer.body()))
                    .contains(
                            "<wsmid:ProtocolVersion>http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd<",
                            "<wsmid:ProductVendor>Microsoft Corporation<",
                            "<wsmid:ProductVersion>OS: 0.0.0 SP: 0.0 Stack: 3.0<")
                    .doesNotContain("SecurityProfile");
        }
    }

    @Test
    void lets_a_stranger_do_nothing_else() throws Exception {
        try (SimulatedFleet fleet =
                        SimulatedFleet.start(Fleets.plain(settings().spec()), EchoComputer::new);
                RawConnection connection = new RawConnection(fleet.hosts().getFirst())) {
            String create =
                    IDENTIFY.replace(
                            "<s:Header/>",
                            "<s:Header><a:Action xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\">"
                                    + "http://schemas.xmlsoap.org/ws/2004/09/transfer/Create</a:Action></s:Header>");
            for (String body : List.of(create.replace("<wsmid:Identify/>", ""), "<x>", "")) {
                RawConnection.Answer answer = connection.post(UNAUTHENTICATED, utf8(body));
                assertThat(answer.status()).as(body).isEqualTo(401);
                assertThat(answer.header("WWW-Authenticate")).contains("Negotiate");
            }
            assertThat(
                            connection
                                    .post(UNAUTHENTICATED.replace("unauth", "auth"), utf8(IDENTIFY))
                                    .status())
                    .isEqualTo(401);
            assertThat(fleet.figures().shellsCreated()).isZero();
        }
    }

    @Test
    void tells_who_is_logged_on_the_version_and_the_ways_to_log_on() throws Exception {
        try (SimulatedFleet fleet = SimulatedFleet.start(settings(), EchoComputer::new);
                RawConnection connection = new RawConnection(fleet.hosts().getFirst())) {
            NtlmClient client = Logons.client("CORP", "svc-logoff");
            Logons.logOn(connection, client, Fleets.PASSWORD);
            RawConnection.Answer answer =
                    connection.post(
                            "Content-Type: " + Scheme.SPNEGO.contentType() + "\r\n",
                            MessageProtection.wrap(
                                    utf8(IDENTIFY), Keys.of(client.session()), Scheme.SPNEGO));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(text(MessageProtection.unwrap(answer.body(), Keys.of(client.session()))))
                    .contains(
                            "OS: 10.0.20348 SP: 0.0 Stack: 3.0",
                            "/secprofile/http/spnego-kerberos<")
                    .doesNotContain("basic");
        }
    }

    @Test
    void tells_the_configuration_that_it_has() throws Exception {
        FleetSettings strict =
                settings().with(new FleetSettings.Wire(0, false, true).with(CbtLevel.STRICT));
        try (SimulatedFleet fleet = SimulatedFleet.start(strict, EchoComputer::new);
                WinRmClient client =
                        new WinRmClient(
                                Fleets.http(fleet),
                                Fleets.https(fleet.hosts().getFirst()),
                                Fleets.USER,
                                Fleets.PASSWORD)) {
            assertThat(client.post(IDENTIFY).body())
                    .contains("/secprofile/https/basic<", "/secprofile/https/spnego-kerberos<");
            WinRmClient.Answer config =
                    client.get("http://schemas.microsoft.com/wbem/wsman/1/config");
            assertThat(config.status()).isEqualTo(200);
            assertThat(config.text("CbtHardeningLevel")).isEqualTo("Strict");
            assertThat(config.text("MaxShellsPerUser")).isEqualTo("30");
            assertThat(client.get("http://schemas.microsoft.com/wbem/wsman/1/nonsense").faultCode())
                    .isEqualTo("2150858811");
            assertThat(
                            client.get(
                                            "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/cmd")
                                    .faultCode())
                    .isEqualTo("2150858753");
        }
    }

    @Test
    void keeps_its_configuration_from_who_has_no_rights() throws Exception {
        FleetSettings denied =
                Fleets.plain(
                        Fleets.spec(List.of("a"), Map.of("denied", new FaultShare.Fraction(1))));
        try (SimulatedFleet fleet = SimulatedFleet.start(denied, EchoComputer::new);
                WinRmClient client =
                        new WinRmClient(fleet.hosts().getFirst(), Fleets.USER, Fleets.PASSWORD)) {
            assertThat(client.get("http://schemas.microsoft.com/wbem/wsman/1/config").faultCode())
                    .isEqualTo("5");
            assertThat(client.post(IDENTIFY).status()).isEqualTo(200);
        }
    }
}
