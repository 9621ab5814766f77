package io.github.fleetlogoff.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.ntlm.ChannelBindings;
import io.github.fleetlogoff.ntlm.NtlmAccount;
import io.github.fleetlogoff.ntlm.NtlmClient;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelBindingTest {
    private static final NtlmAccount ACCOUNT = new NtlmAccount("CORP", "svc-logoff");

    private static SimulatedFleet other;

    /// What the client binds its logon to.
    enum Sent {
        NOTHING,
        OWN,
        OTHER
    }

    @BeforeAll
    static void start() {
        other = fleet(CbtLevel.RELAXED);
    }

    @AfterAll
    static void stop() {
        other.close();
    }

    private static SimulatedFleet fleet(CbtLevel level) {
        return SimulatedFleet.start(
                FleetSettings.of(Fleets.spec(List.of("a"), Map.of()), Fleets.credential())
                        .with(new FleetSettings.Wire(0, false, true).with(level)),
                EchoComputer::new);
    }

    private static NtlmClient client(SimulatedFleet fleet, Sent sent) {
        return Logons.client(
                ACCOUNT,
                switch (sent) {
                    case NOTHING -> Optional.empty();
                    case OWN -> fleet.certificate().map(ChannelBindings::of);
                    case OTHER -> other.certificate().map(ChannelBindings::of);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "NONE,NOTHING,200",
        "NONE,OWN,200",
        "NONE,OTHER,200",
        "RELAXED,NOTHING,200",
        "RELAXED,OWN,200",
        "RELAXED,OTHER,401",
        "STRICT,NOTHING,401",
        "STRICT,OWN,200",
        "STRICT,OTHER,401"
    })
    void takes_a_logon_as_its_level_has_it(CbtLevel level, Sent sent, int status) throws Exception {
        try (SimulatedFleet fleet = fleet(level);
                RawConnection connection =
                        new RawConnection(
                                fleet.hosts().getFirst(),
                                Fleets.trusting(fleet.certificate().orElseThrow()))) {
            assertThat(Logons.logOn(connection, client(fleet, sent), Fleets.PASSWORD).status())
                    .isEqualTo(status);
            assertThat(fleet.figures().logonsRefused()).isEqualTo(status == 200 ? 0 : 1);
        }
    }

    @Test
    void asks_for_no_binding_where_there_is_no_tls() throws Exception {
        FleetSettings settings =
                FleetSettings.of(Fleets.spec(List.of("a"), Map.of()), Fleets.credential())
                        .with(FleetSettings.Wire.PLAIN.with(CbtLevel.STRICT));
        try (SimulatedFleet fleet = SimulatedFleet.start(settings, EchoComputer::new);
                RawConnection connection = new RawConnection(fleet.hosts().getFirst())) {
            X509Certificate foreign = other.certificate().orElseThrow();
            NtlmClient client = Logons.client(ACCOUNT, Optional.of(ChannelBindings.of(foreign)));
            assertThat(Logons.logOn(connection, client, Fleets.PASSWORD).status()).isEqualTo(200);
        }
    }

    @Test
    void leaves_basic_alone() throws Exception {
        try (SimulatedFleet fleet = fleet(CbtLevel.STRICT);
                WinRmClient client =
                        new WinRmClient(
                                Fleets.http(fleet),
                                Fleets.https(fleet.hosts().getFirst()),
                                Fleets.USER,
                                Fleets.PASSWORD)) {
            assertThat(client.run("stdout", "hello").out()).isEqualTo("hello");
        }
    }
}
