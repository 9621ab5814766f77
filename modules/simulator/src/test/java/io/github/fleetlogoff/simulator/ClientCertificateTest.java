package io.github.fleetlogoff.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.SimulatorSpec.FaultShare;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientCertificateTest {
    private static final String MUTUAL =
            "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual";

    @TempDir private static Path folder;
    private static ClientStore store;
    private static SimulatedFleet fleet;

    @BeforeAll
    static void start() throws Exception {
        store = new ClientStore(folder);
        fleet = fleet(wire(), Map.of());
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    private static SimulatedFleet fleet(FleetSettings.Wire wire, Map<String, FaultShare> faults) {
        return SimulatedFleet.start(
                FleetSettings.of(Fleets.spec(List.of("a"), faults), Fleets.credential())
                        .with(wire));
    }

    private static FleetSettings.Wire wire() throws Exception {
        return new FleetSettings.Wire(0, false, true).withClientCa(store.issuer());
    }

    private static WinRmClient client(SimulatedFleet fleet, String alias) throws Exception {
        HttpClient http = HttpClient.newBuilder().sslContext(store.context(alias, fleet)).build();
        return new WinRmClient(http, Fleets.https(fleet.hosts().getFirst()), MUTUAL);
    }

    @ParameterizedTest
    @CsvSource({"good", "any-purpose", "issuer"})
    void a_certificate_of_the_issuer_logs_its_owner_on_as_the_account(String alias)
            throws Exception {
        try (WinRmClient client = client(fleet, alias)) {
            assertThat(client.run("whoami").out().strip()).isEqualTo("corp\\svc-logoff");
            assertThat(client.get("http://schemas.microsoft.com/wbem/wsman/1/config").body())
                    .contains("<cfg:Certificate>true</cfg:Certificate><cfg:CredSSP>");
        }
    }

    @ParameterizedTest
    @CsvSource({"server-only", "expired", "stranger", "''"})
    void no_other_certificate_does(String alias) throws Exception {
        FleetFigures before = fleet.figures();
        SSLContext offered = store.context(alias, fleet);
        try (RawConnection connection = new RawConnection(fleet.hosts().getFirst(), offered)) {
            RawConnection.Answer answer =
                    connection.post("Authorization: " + MUTUAL + "\r\n", new byte[] {'x'});
            assertThat(answer.status()).isEqualTo(401);
        }
        assertThat(fleet.figures().logonsRefused()).isEqualTo(before.logonsRefused() + 1);
        assertThat(fleet.figures().shellsCreated()).isEqualTo(before.shellsCreated());
    }

    @Test
    void a_host_that_asks_for_none_or_refuses_everybody_takes_none() throws Exception {
        Map<String, FaultShare> refusing = Map.of("wrong-password", new FaultShare.Fraction(1));
        for (SimulatedFleet other :
                List.of(
                        fleet(new FleetSettings.Wire(0, false, true), Map.of()),
                        fleet(wire(), refusing))) {
            try (other;
                    WinRmClient client = client(other, "good")) {
                assertThat(client.create(Map.of()).status()).isEqualTo(401);
            }
        }
    }

    @Test
    void others_still_log_on_by_password() throws Exception {
        try (WinRmClient client =
                new WinRmClient(
                        Fleets.http(fleet),
                        Fleets.https(fleet.hosts().getFirst()),
                        Fleets.USER,
                        Fleets.PASSWORD)) {
            assertThat(client.run("hostname").out().strip()).isEqualTo("A");
        }
    }

    @Test
    void pywinrm_logs_a_user_off_by_certificate() throws Exception {
        List<String> python = ForeignPrograms.python();
        try (SimulatedFleet other =
                fleet(wire(), Map.of("slow-logoff", new FaultShare.Fraction(1)))) {
            Path inventory = folder.resolve("fleet.yaml");
            new InventoryWriter(other, Fleets.credential()).write(inventory);
            String id = Fleets.session(other, folder, "jdoe").get("id").asText();
            ForeignPrograms.Ended ended =
                    ForeignPrograms.run(
                            ForeignPrograms.line(
                                    python,
                                    "pywinrm",
                                    "certificate",
                                    Fleets.https(other.hosts().getFirst()).toString(),
                                    store.certificate("good").toString(),
                                    store.key("good").toString(),
                                    inventory + ".pem",
                                    id,
                                    "jdoe"));
            assertThat(ended.code()).as(ended.text()).isZero();
            assertThat(Fleets.session(other, folder, "jdoe").get("endedBy").asText())
                    .isEqualTo("logoff");
        }
    }

    @Test
    void a_file_without_certificates_is_named() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        FleetSettings.Wire wire = new FleetSettings.Wire(0, false, true).withClientCa(empty);
        assertThatThrownBy(() -> fleet(wire, Map.of()))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining("empty.pem");
        assertThatThrownBy(() -> FleetSettings.Wire.PLAIN.withClientCa(empty))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
