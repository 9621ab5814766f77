package io.github.fleetlogoff.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Runs clients that others wrote against real Windows on a simulated host: it must speak the
/// protocol, not our dialect of it.
class ForeignClientTest {
    private static final List<String> NAMES =
            IntStream.rangeClosed(1, 20).mapToObj("sim-%02d"::formatted).toList();

    @TempDir private Path folder;

    /// How the hosts are reached.
    enum Way {
        HTTP,
        HTTP_UNENCRYPTED,
        HTTPS,
        HTTPS_STRICT;

        FleetSettings.Wire wire() {
            return switch (this) {
                case HTTP -> FleetSettings.Wire.PLAIN;
                case HTTP_UNENCRYPTED -> new FleetSettings.Wire(0, true, false);
                case HTTPS -> new FleetSettings.Wire(0, false, true);
                case HTTPS_STRICT -> HTTPS.wire().with(CbtLevel.STRICT);
            };
        }
    }

    @ParameterizedTest
    @CsvSource({
        "pywinrm,ntlm,HTTP",
        "pywinrm,basic,HTTP_UNENCRYPTED",
        "pywinrm,ntlm,HTTPS_STRICT",
        "pywinrm,basic,HTTPS",
        "pypsrp,ntlm,HTTP",
        "pypsrp,negotiate,HTTP",
        "pypsrp,basic,HTTP_UNENCRYPTED",
        "pypsrp,negotiate,HTTPS_STRICT",
        "pypsrp,basic,HTTPS"
    })
    void python_logs_a_user_off(String client, String auth, Way way) throws Exception {
        logsAUserOff(ForeignPrograms.line(ForeignPrograms.python(), client, auth), way);
    }

    @ParameterizedTest
    @CsvSource({
        "sealed,HTTP",
        "basic,HTTP_UNENCRYPTED",
        "ntlm,HTTP_UNENCRYPTED",
        "ntlm,HTTPS",
        "basic,HTTPS"
    })
    void go_logs_a_user_off(String auth, Way way) throws Exception {
        logsAUserOff(ForeignPrograms.line(ForeignPrograms.go(), auth), way);
    }

    @Test
    void a_client_that_sends_no_channel_bindings_is_refused_where_they_are_required()
            throws Exception {
        List<String> client = ForeignPrograms.line(ForeignPrograms.go(), "ntlm");
        try (SimulatedFleet fleet = fleet(Way.HTTPS_STRICT)) {
            ForeignPrograms.Ended ended = run(client, fleet, 0, "1", "jdoe");
            assertThat(ended.code()).as(ended.text()).isNotZero();
            assertThat(ended.text()).contains("401");
            assertThat(fleet.figures().logonsRefused()).isPositive();
            assertThat(fleet.figures().shellsCreated()).isZero();
        }
    }

    private static SimulatedFleet fleet(Way way) {
        return SimulatedFleet.start(
                FleetSettings.of(Fleets.spec(NAMES, Map.of()), Fleets.credential())
                        .with(way.wire()));
    }

    private void logsAUserOff(List<String> client, Way way) throws Exception {
        try (SimulatedFleet fleet = fleet(way)) {
            JsonNode hosts = state(fleet).get("hosts");
            int index =
                    IntStream.range(0, hosts.size())
                            .filter(i -> hosts.get(i).toString().contains("\"jdoe\""))
                            .findFirst()
                            .orElseThrow();
            JsonNode session = sessionOf(hosts.get(index), "jdoe");
            ForeignPrograms.Ended ended =
                    run(client, fleet, index, session.get("id").asText(), "jdoe");
            assertThat(ended.code()).as(ended.text()).isZero();
            assertThat(ended.text()).containsIgnoringCase("> hostname\n" + NAMES.get(index));
            JsonNode after = sessionOf(state(fleet).get("hosts").get(index), "jdoe");
            assertThat(after.get("present").asBoolean()).isFalse();
            assertThat(after.get("endedBy").asText()).isEqualTo("logoff");
            assertThat(after.get("logoffCalls").asInt()).isEqualTo(1);
            assertThat(fleet.figures().openShells()).isZero();
            assertThat(fleet.figures().logonsRefused()).isZero();
        }
    }

    private ForeignPrograms.Ended run(
            List<String> client, SimulatedFleet fleet, int host, String sessionId, String user)
            throws IOException, InterruptedException {
        Path inventory = folder.resolve("fleet.yaml");
        new InventoryWriter(fleet, Fleets.credential()).write(inventory);
        boolean tls = fleet.certificate().isPresent();
        return ForeignPrograms.run(
                ForeignPrograms.line(
                        client,
                        (tls ? "https" : "http")
                                + "://127.0.0.1:"
                                + fleet.hosts().get(host).port()
                                + "/wsman",
                        Fleets.USER,
                        inventory + ".password",
                        tls ? inventory + ".pem" : "-",
                        sessionId,
                        user));
    }

    private JsonNode state(SimulatedFleet fleet) throws IOException {
        Path file = folder.resolve("state.json");
        fleet.dumpState(file);
        return new ObjectMapper().readTree(file.toFile());
    }

    private static JsonNode sessionOf(JsonNode host, String user) {
        for (JsonNode session : host.get("sessions")) {
            if (session.get("user").asText().equals(user)) {
                return session;
            }
        }
        throw new AssertionError(user + " has no session on " + host.get("host"));
    }
}
