package io.github.fleetlogoff.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.fleetlogoff.model.SimulatorSpec.FaultShare;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Runs pypsrp on MIT's Kerberos against a simulated host: a ticket, payloads sealed by
/// `gss_wrap_iov` and, over HTTPS, channel bindings that none of ours has made.
class KerberosForeignClientTest {
    @TempDir private static Path folder;
    private static Realm realm;

    @BeforeAll
    static void put_up_the_realm() throws Exception {
        realm = new Realm(folder);
    }

    @AfterAll
    static void take_it_down() {
        if (realm != null) {
            realm.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "kerberos,false,aes256.fleet.test",
        "negotiate,false,aes128.fleet.test",
        "kerberos,false,aes256sha2.fleet.test",
        "kerberos,false,aes128sha2.fleet.test",
        "kerberos,true,aes256.fleet.test",
        "negotiate,true,aes256sha2.fleet.test"
    })
    void pypsrp_logs_a_user_off_by_ticket(String auth, boolean tls, String service)
            throws Exception {
        List<String> client =
                ForeignPrograms.line(ForeignPrograms.pythonWithKerberos(), "pypsrp", auth);
        FleetSettings.Wire wire =
                new FleetSettings.Wire(0, false, tls)
                        .with(CbtLevel.STRICT)
                        .withKeytab(realm.keytab());
        FleetSettings settings =
                FleetSettings.of(
                                Fleets.spec(
                                        List.of("sim-01"),
                                        Map.of("slow-logoff", new FaultShare.Fraction(1))),
                                Fleets.credential())
                        .with(wire);
        try (SimulatedFleet fleet = SimulatedFleet.start(settings)) {
            Path inventory = folder.resolve("fleet.yaml");
            new InventoryWriter(fleet, Fleets.credential()).write(inventory);
            Path password = Files.writeString(folder.resolve("password"), Realm.PASSWORD);
            JsonNode session = jdoe(fleet);

            ForeignPrograms.Ended ended =
                    ForeignPrograms.run(
                            ForeignPrograms.line(
                                    client,
                                    (tls ? "https" : "http")
                                            + "://127.0.0.1:"
                                            + fleet.hosts().getFirst().port()
                                            + "/wsman",
                                    Realm.USER + "@" + Realm.NAME,
                                    password.toString(),
                                    tls ? inventory + ".pem" : "-",
                                    session.get("id").asText(),
                                    "jdoe",
                                    service),
                            Map.of("KRB5_CONFIG", realm.configuration().toString()));

            assertThat(ended.code()).as(ended.text()).isZero();
            assertThat(ended.text()).containsIgnoringCase("> hostname\nsim-01");
            assertThat(jdoe(fleet).get("endedBy").asText()).isEqualTo("logoff");
            assertThat(fleet.figures().logonsRefused()).isZero();
            assertThat(fleet.figures().openShells()).isZero();
        }
    }

    private static JsonNode jdoe(SimulatedFleet fleet) throws Exception {
        return Fleets.session(fleet, folder, "jdoe");
    }
}
