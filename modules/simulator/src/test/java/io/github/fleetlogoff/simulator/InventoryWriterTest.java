package io.github.fleetlogoff.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.SimulatorSpec;
import io.github.fleetlogoff.model.SimulatorSpec.Endpoints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryWriterTest {

    @Test
    void names_hosts_and_a_secret_that_its_owner_alone_may_read(@TempDir Path folder)
            throws Exception {
        Path file = folder.resolve("fleet.yaml");
        Files.writeString(folder.resolve("fleet.yaml.password"), "an older one");
        try (SimulatedFleet fleet = Fleets.echo("ws-01.example.com", "ws-02")) {
            new InventoryWriter(fleet, Fleets.credential()).write(file);
            assertThat(file)
                    .content()
                    .isEqualTo(
                            """
                            # Written by "fleet-logoff simulate": hosts on this machine, for as long as it runs.
                            defaults:
                              credential: simulated
                              auth: negotiate
                            credentials:
                              simulated:
                                username: 'CORP\\svc-logoff'
                                password: {file: 'fleet.yaml.password'}
                            hosts:
                              'ws-01.example.com': {address: 127.0.0.1, port: %d}
                              'ws-02': {address: 127.0.0.1, port: %d}
                            """
                                    .formatted(
                                            fleet.hosts().get(0).port(),
                                            fleet.hosts().get(1).port()));
        }
        Path secret = folder.resolve("fleet.yaml.password");
        assertThat(secret).content().isEqualTo(Fleets.PASSWORD);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
        assertThat(file).content().doesNotContain(Fleets.PASSWORD);
    }

    @Test
    void names_the_endpoint_that_hosts_offer_first(@TempDir Path folder) throws Exception {
        SimulatorSpec spec =
                Fleets.spec(List.of("a"), Map.of())
                        .with(new Endpoints(List.of("FleetLogoff", "winrs"), false));
        try (SimulatedFleet fleet = SimulatedFleet.start(Fleets.plain(spec))) {
            Path file = folder.resolve("fleet.yaml");
            new InventoryWriter(fleet, Fleets.credential()).write(file);

            assertThat(file).content().contains("  auth: negotiate\n  endpoint: FleetLogoff\ncred");
        }
    }
}
