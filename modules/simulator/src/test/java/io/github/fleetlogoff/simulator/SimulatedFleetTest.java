package io.github.fleetlogoff.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.SimulatorSpec;
import io.github.fleetlogoff.model.SimulatorSpec.FaultShare;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedFleetTest {

    private static List<String> names(int count) {
        return IntStream.rangeClosed(1, count).mapToObj("sim-%05d"::formatted).toList();
    }

    private static JsonNode dump(SimulatedFleet fleet, Path folder) throws Exception {
        Path file = folder.resolve("state.json");
        fleet.dumpState(file);
        return new ObjectMapper().readTree(file.toFile());
    }

    @Test
    void logs_off_whom_a_client_logs_off_and_says_so(@TempDir Path folder) throws Exception {
        try (SimulatedFleet fleet =
                SimulatedFleet.start(Fleets.plain(Fleets.spec(names(20), Map.of())))) {
            JsonNode before = dump(fleet, folder);
            int host =
                    IntStream.range(0, 20)
                            .filter(i -> !remoteUser(before, i).isMissingNode())
                            .findFirst()
                            .orElseThrow();
            JsonNode session = remoteUser(before, host);
            String user = session.get("user").asText();
            try (WinRmClient client =
                    new WinRmClient(fleet.hosts().get(host), Fleets.USER, Fleets.PASSWORD)) {
                assertThat(client.run("quser").out()).containsIgnoringCase(user);
                assertThat(client.run("logoff", session.get("id").asText()).exitCode()).isZero();
            }
            JsonNode ended =
                    StreamSupport.stream(
                                    dump(fleet, folder)
                                            .at("/hosts/" + host + "/sessions")
                                            .spliterator(),
                                    false)
                            .filter(each -> each.get("id").equals(session.get("id")))
                            .findFirst()
                            .orElseThrow();
            assertThat(ended.get("present").asBoolean()).isFalse();
            assertThat(ended.get("endedBy").asText()).isEqualTo("logoff");
            assertThat(ended.get("logoffCalls").asInt()).isEqualTo(1);
            assertThat(ended.get("warnings").asInt()).isZero();
            assertThat(ended.get("user").asText()).isEqualTo(user);
            assertThat(ended.size()).isEqualTo(9);
        }
    }

    @Test
    void answers_a_session_script_that_it_knows_by_its_hash() throws Exception {
        String script = "'the packed script'";
        String hash =
                HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256")
                                        .digest(script.getBytes(StandardCharsets.UTF_8)));
        Map<String, String> environment =
                Map.of(
                        "FLEETLOGOFF_SCRIPT",
                        script,
                        "FLEETLOGOFF_REQUEST",
                        "{&quot;v&quot;:1,&quot;action&quot;:&quot;list&quot;,&quot;state&quot;:&quot;any&quot;}");
        List<String> arguments =
                List.of(
                        "-Command",
                        "&quot;iex($env:FLEETLOGOFF_SCRIPT-replace[char]126,[char]10)&quot;");
        for (Set<String> known : List.of(Set.of(hash), Set.<String>of())) {
            FleetSettings settings =
                    Fleets.plain(Fleets.spec(names(1), Map.of())).withScripts(known);
            try (SimulatedFleet fleet = SimulatedFleet.start(settings);
                    WinRmClient client =
                            new WinRmClient(
                                    fleet.hosts().getFirst(), Fleets.USER, Fleets.PASSWORD)) {
                WinRmClient.Finished finished =
                        client.run(environment, "powershell.exe", arguments);
                assertThat(finished.out().startsWith("--fleet-logoff:1:"))
                        .isEqualTo(!known.isEmpty());
                assertThat(finished.err()).startsWith("#< CLIXML");
            }
        }
    }

    @Test
    void can_be_dumped_when_it_is_closed(@TempDir Path folder) throws Exception {
        SimulatedFleet fleet = SimulatedFleet.start(Fleets.plain(Fleets.spec(names(3), Map.of())));
        JsonNode up = dump(fleet, folder);
        fleet.close();
        assertThat(dump(fleet, folder)).isEqualTo(up);
        assertThat(up.findValuesAsText("host")).containsExactlyElementsOf(names(3));
    }

    private static JsonNode remoteUser(JsonNode state, int host) {
        for (JsonNode session : state.at("/hosts/" + host + "/sessions")) {
            if (!session.get("user").isNull() && session.get("id").asInt() > 1) {
                return session;
            }
        }
        return state.at("/none");
    }

    @Test
    void deals_faults_by_the_seed_and_dumps_them(@TempDir Path folder) throws Exception {
        Map<String, FaultShare> faults =
                Map.of(
                        "dead",
                        new FaultShare.Fraction(0.1),
                        "denied",
                        new FaultShare.Fraction(0.02));
        List<List<String>> dealt = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            try (SimulatedFleet fleet =
                    SimulatedFleet.start(Fleets.plain(Fleets.spec(names(200), faults)))) {
                List<String> words = new ArrayList<>();
                dump(fleet, folder)
                        .get("hosts")
                        .forEach(host ->
                                words.add(
                                        host.get("fault").isNull()
                                                ? "none"
                                                : host.get("fault").asText()));
                dealt.add(words);
            }
        }
        assertThat(dealt.getFirst())
                .isEqualTo(dealt.getLast())
                .hasSize(200)
                .satisfies(words -> {
                    assertThat(words.stream().filter("dead"::equals)).hasSize(20);
                    assertThat(words.stream().filter("denied"::equals)).hasSize(4);
                    assertThat(words.stream().filter("none"::equals)).hasSize(176);
                });
    }

    @Test
    void names_the_nearest_word_for_an_unknown_fault() {
        SimulatorSpec spec =
                Fleets.spec(List.of("a"), Map.of("slient", new FaultShare.Fraction(1)));
        assertThatThrownBy(() -> SimulatedFleet.start(Fleets.plain(spec)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("did you mean 'silent'?");
    }

    @Test
    void gives_hosts_the_ports_from_a_base_on_and_refuses_one_that_is_taken() {
        FleetSettings settings;
        try (SimulatedFleet first = Fleets.echo("a")) {
            settings =
                    Fleets.plain(Fleets.spec(List.of("b"), Map.of()))
                            .with(
                                    new FleetSettings.Wire(
                                            first.hosts().getFirst().port(), false, false));
            assertThatThrownBy(() -> SimulatedFleet.start(settings))
                    .isInstanceOfSatisfying(
                            FleetException.class,
                            failure ->
                                    assertThat(failure.code()).isEqualTo(FleetException.Code.USAGE))
                    .hasMessageContaining("--base-port");
        }
        try (SimulatedFleet second = SimulatedFleet.start(settings)) {
            assertThat(second.hosts().getFirst().port()).isEqualTo(settings.wire().basePort());
        }
        assertThatThrownBy(() ->
                        Fleets.plain(Fleets.spec(names(10), Map.of()))
                                .with(new FleetSettings.Wire(65_530, false, false)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void stands_up_with_thousands_of_hosts_on_one_thread() {
        int before = Thread.activeCount();
        SimulatorSpec spec =
                new SimulatorSpec(
                        names(5_000),
                        1,
                        Duration.ZERO,
                        List.of("en", "de"),
                        Map.of("dead", new FaultShare.Named(names(500))));
        try (SimulatedFleet fleet = SimulatedFleet.start(Fleets.plain(spec))) {
            assertThat(Thread.activeCount()).isLessThanOrEqualTo(before + 1);
            assertThat(fleet.hosts())
                    .extracting(SimulatedHost::port)
                    .doesNotHaveDuplicates()
                    .hasSize(5_000);
            SimulatedHost alive = fleet.hosts().getLast();
            try (WinRmClient client = new WinRmClient(alive, Fleets.USER, Fleets.PASSWORD)) {
                assertThat(client.run("hostname").out().strip())
                        .isEqualToIgnoringCase(alive.name());
            }
        }
    }
}
