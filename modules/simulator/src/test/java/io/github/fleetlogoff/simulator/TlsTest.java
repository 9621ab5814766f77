package io.github.fleetlogoff.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    private static SimulatedFleet fleet() {
        return SimulatedFleet.start(
                FleetSettings.of(Fleets.spec(List.of("a", "b"), Map.of()), Fleets.credential())
                        .with(new FleetSettings.Wire(0, false, true)),
                EchoComputer::new);
    }

    private static HttpClient trusting(Path pem) throws Exception {
        try (InputStream bytes = Files.newInputStream(pem)) {
            return HttpClient.newBuilder()
                    .sslContext(
                            Fleets.trusting(
                                    CertificateFactory.getInstance("X.509")
                                            .generateCertificate(bytes)))
                    .build();
        }
    }

    @Test
    void serves_a_client_that_trusts_the_certificate_beside_the_inventory(@TempDir Path folder)
            throws Exception {
        try (SimulatedFleet fleet = fleet()) {
            new InventoryWriter(fleet, Fleets.credential()).write(folder.resolve("fleet.yaml"));
            assertThat(folder.resolve("fleet.yaml"))
                    .content()
                    .contains("  tls: true\n  ca: 'fleet.yaml.pem'\n");
            for (SimulatedHost host : fleet.hosts()) {
                try (WinRmClient client =
                        new WinRmClient(
                                trusting(folder.resolve("fleet.yaml.pem")),
                                Fleets.https(host),
                                Fleets.USER,
                                Fleets.PASSWORD)) {
                    String text = "0123456789".repeat(10_000);
                    assertThat(client.run(Map.of("LONG", text), "env", List.of("LONG")).out())
                            .isEqualTo(text);
                }
            }
            assertThat(fleet.figures().openShells()).isZero();
        }
    }

    @Test
    void is_not_trusted_by_others() {
        try (SimulatedFleet fleet = fleet();
                WinRmClient client =
                        new WinRmClient(
                                HttpClient.newHttpClient(),
                                Fleets.https(fleet.hosts().getFirst()),
                                Fleets.USER,
                                Fleets.PASSWORD)) {
            assertThatThrownBy(() -> client.create(Map.of()))
                    .isInstanceOf(UncheckedIOException.class)
                    .cause()
                    .isInstanceOf(SSLHandshakeException.class);
            assertThat(fleet.figures().requests()).isZero();
        }
    }
}
