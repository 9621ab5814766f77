package io.github.fleetlogoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.SimulatorSpec;
import io.github.fleetlogoff.model.SimulatorSpec.Endpoints;
import io.github.fleetlogoff.model.SimulatorSpec.FaultShare;
import io.github.fleetlogoff.sessions.SessionScript;
import io.github.fleetlogoff.simulator.FleetFigures;
import io.github.fleetlogoff.simulator.FleetSettings;
import io.github.fleetlogoff.simulator.InventoryWriter;
import io.github.fleetlogoff.simulator.SimulatedFleet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a host offers to the account, and which of it doctor says to use.
class DoctorEndpointsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;

    private final Credential credential = SimulatedAccount.create();

    private void on(
            List<String> offered, List<String> faults, BiConsumer<SimulatedFleet, Path> work)
            throws IOException {
        on(offered, faults, 3, work);
    }

    private void on(
            List<String> offered,
            List<String> faults,
            int connections,
            BiConsumer<SimulatedFleet, Path> work)
            throws IOException {
        Map<String, FaultShare> shares = new HashMap<>();
        faults.forEach(word -> shares.put(word, new FaultShare.Named(List.of("ws1"))));
        SimulatorSpec spec =
                new SimulatorSpec(List.of("ws1"), 1, Duration.ZERO, List.of("en"), shares)
                        .with(new Endpoints(offered, false));
        try (SimulatedFleet fleet =
                SimulatedAccount.start(
                        spec,
                        FleetSettings.Wire.PLAIN,
                        credential,
                        InstantSource.system(),
                        SessionScript.bundled())) {
            Path inventory = folder.resolve("fleet.yaml");
            new InventoryWriter(fleet, credential).write(inventory);
            work.accept(fleet, inventory);
            FleetFigures figures = fleet.figures();
            assertThat(figures.openShells()).isZero();
            assertThat(figures.connections())
                    .as("the port, a look and one logon")
                    .isLessThanOrEqualTo(connections);
        }
    }

    private Program.Ended doctor(Path inventory, String... more) {
        List<String> all = new ArrayList<>(List.of("doctor", "-i", inventory.toString(), "ws1"));
        all.addAll(List.of(more));
        return new Program(folder).run(all.toArray(String[]::new));
    }

    private static JsonNode host(Program.Ended ended) {
        try {
            return JSON.readTree(ended.out()).path("hosts").get(0);
        } catch (IOException failure) {
            throw new AssertionError(ended.out() + ended.err(), failure);
        }
    }

    private static String offers(JsonNode host) {
        List<String> offers = new ArrayList<>();
        host.path("endpoints")
                .forEach(each ->
                        offers.add(
                                each.path("endpoint").asText()
                                        + " "
                                        + each.path("offer").asText()));
        return String.join(", ", offers);
    }

    private static JsonNode verdict(JsonNode host) {
        for (JsonNode check : host.path("checks")) {
            if (check.path("check").asText().equals("endpoint")) {
                return check;
            }
        }
        throw new AssertionError(host.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // What the account is let in at | the endpoint that is set | … each name | to use |
                // grade | exit code
                "winrs|winrs|FleetLogoff missing, winrs offered, Microsoft.PowerShell refused|winrs|ok|0",
                "winrs,FleetLogoff|winrs|FleetLogoff offered, winrs offered, Microsoft.PowerShell refused|FleetLogoff|ok|0",
                "FleetLogoff|FleetLogoff|FleetLogoff offered, winrs refused, Microsoft.PowerShell refused|FleetLogoff|ok|0",
                "FleetLogoff|winrs|FleetLogoff offered, winrs refused, Microsoft.PowerShell refused|FleetLogoff|failed|6",
                "Microsoft.PowerShell|FleetLogoff|FleetLogoff missing, winrs refused, Microsoft.PowerShell offered|Microsoft.PowerShell|failed|4",
                "Microsoft.PowerShell,winrs|Microsoft.PowerShell|FleetLogoff missing, winrs offered, Microsoft.PowerShell offered|Microsoft.PowerShell|ok|0",
                "winrs|Helpdesk|FleetLogoff missing, Helpdesk missing, winrs offered, Microsoft.PowerShell refused|winrs|failed|4",
                "Helpdesk|winrs|FleetLogoff missing, winrs refused, Microsoft.PowerShell refused||failed|6",
            })
    void says_of_each_name_what_it_is_to_the_account_and_which_to_use(
            String offered, String set, String offers, String use, String grade, int exitCode)
            throws IOException {
        on(
                List.of(offered.split(",", -1)),
                List.of(),
                (fleet, inventory) -> {
                    Program.Ended ended = doctor(inventory, "--endpoint", set, "-o", "json");
                    JsonNode host = host(ended);
                    // What the inventory itself names is tried as well.
                    String names =
                            use == null
                                    ? offers.replace(
                                            "FleetLogoff missing",
                                            "FleetLogoff missing, Helpdesk offered")
                                    : offers;
                    assertThat(offers(host)).as(ended.out()).isEqualTo(names);
                    assertThat(host.path("useEndpoint").asText(null))
                            .isEqualTo(use == null ? "Helpdesk" : use);
                    assertThat(verdict(host).path("grade").asText()).isEqualTo(grade);
                    assertThat(ended.exitCode()).isEqualTo(exitCode);
                });
    }

    @Test
    void each_cross_has_its_fix_and_the_verdict_its_setting() throws IOException {
        on(
                List.of("FleetLogoff"),
                List.of(),
                (fleet, inventory) -> {
                    String out = doctor(inventory, "--endpoint", "winrs").out();
                    assertThat(out)
                            .contains(
                                    "✓  endpoint        FleetLogoff: offered",
                                    "✗  endpoint        winrs: refused for this account",
                                    "→ it takes an administrator of the host; FleetLogoff takes none",
                                    "✗  endpoint        use FleetLogoff: winrs is set, and not to be had",
                                    "→ set endpoint: FleetLogoff in the inventory",
                                    "docs/jea.md");
                    assertThat(fleet.figures().shellsCreated()).isEqualTo(1);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-endpoint", "endpoint-denied"})
    void where_nothing_is_open_the_way_to_open_something_is_named(String fault) throws IOException {
        on(
                List.of("FleetLogoff"),
                List.of(fault),
                (fleet, inventory) -> {
                    Program.Ended ended = doctor(inventory, "-o", "json");
                    JsonNode verdict = verdict(host(ended));
                    assertThat(verdict.path("text").asText()).contains("none is open");
                    assertThat(verdict.path("fix").asText()).contains("docs/jea.md");
                    assertThat(ended.exitCode()).isEqualTo(fault.equals("no-endpoint") ? 4 : 6);
                    assertThat(host(ended).path("useEndpoint").isNull()).isTrue();
                });
    }

    @Test
    void an_account_that_is_refused_the_logon_is_asked_nothing_more() throws IOException {
        on(
                List.of("winrs", "FleetLogoff"),
                List.of("wrong-password"),
                (fleet, inventory) -> {
                    JsonNode host = host(doctor(inventory, "-o", "json"));
                    assertThat(host.path("endpoints")).isEmpty();
                    assertThat(verdict(host).path("grade").asText()).isEqualTo("not-checked");
                    assertThat(fleet.figures().logonsRefused()).isEqualTo(1);
                });
    }

    @Test
    void an_engine_that_opens_remote_shells_only_tells_so() throws IOException {
        on(
                List.of("winrs", "FleetLogoff"),
                List.of(),
                // It looks at the port itself, and winrm4j gives a connection up now and then in the
                // middle of a logon whose answer comes before its request is out.
                5,
                (fleet, inventory) -> {
                    JsonNode host = host(doctor(inventory, "--engine", "winrm4j", "-o", "json"));
                    assertThat(offers(host))
                            .isEqualTo(
                                    "FleetLogoff unknown, winrs offered, Microsoft.PowerShell unknown");
                    assertThat(host.path("endpoints").toString()).contains("remote shells only");
                    assertThat(host.path("useEndpoint").asText()).isEqualTo("winrs");
                });
    }
}
