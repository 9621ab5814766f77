package io.github.fleetlogoff.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.fleetlogoff.model.SimulatorSpec.FaultShare;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A fleet outlives its clients, however they end.
class ClientGoneTest {
    @TempDir private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

    private SimulatedFleet fleet() {
        return SimulatedFleet.start(
                Fleets.plain(
                                Fleets.spec(
                                        List.of("a"),
                                        Map.of("came-back", new FaultShare.Fraction(1))))
                        .with(now::get));
    }

    private JsonNode jdoe(SimulatedFleet fleet) throws Exception {
        return Fleets.session(fleet, folder, "jdoe");
    }

    @Test
    void what_a_client_sent_before_it_died_is_done_and_the_next_one_sees_it() throws Exception {
        try (SimulatedFleet fleet = fleet()) {
            String id = jdoe(fleet).get("id").asText();
            try (WinRmClient dying =
                    new WinRmClient(fleet.hosts().getFirst(), Fleets.USER, Fleets.PASSWORD)) {
                dying.command(dying.create(Map.of()).text("ShellId"), "logoff", id);
            }
            assertThat(jdoe(fleet).get("endedBy").asText()).isEqualTo("logoff");
            assertThat(fleet.figures().openShells()).isEqualTo(1);
            try (WinRmClient next =
                    new WinRmClient(fleet.hosts().getFirst(), Fleets.USER, Fleets.PASSWORD)) {
                now.updateAndGet(before -> before.plus(Duration.ofSeconds(1)));
                String shell = next.create(Map.of()).text("ShellId");
                assertThat(next.command(shell, "quser").status()).isEqualTo(200);
                now.updateAndGet(before -> before.plus(Duration.ofMinutes(2)));
                Fleets.await(() -> fleet.figures().openShells() == 0);
            }
            assertThat(jdoe(fleet).get("logoffCalls").asInt()).isEqualTo(1);
        }
    }

    @Test
    void requests_that_break_off_anywhere_hurt_nobody() throws Exception {
        try (SimulatedFleet fleet = fleet()) {
            String request =
                    "POST /wsman HTTP/1.1\r\nHost: a\r\nContent-Type: application/soap+xml\r\nContent-Length: 400\r\n\r\n<s:Envelope>";
            byte[] bytes = request.getBytes(StandardCharsets.US_ASCII);
            for (int length = 0; length < bytes.length; length += 7) {
                try (RawConnection dying = new RawConnection(fleet.hosts().getFirst())) {
                    dying.send(request.substring(0, length));
                    dying.reset();
                }
            }
            try (WinRmClient next =
                    new WinRmClient(fleet.hosts().getFirst(), Fleets.USER, Fleets.PASSWORD)) {
                assertThat(next.create(Map.of()).status()).isEqualTo(200);
            }
            assertThat(jdoe(fleet).get("present").asBoolean()).isTrue();
        }
    }
}
