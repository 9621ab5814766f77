package io.github.fleetlogoff.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fleetlogoff.model.SimulatorSpec.Endpoints;
import io.github.fleetlogoff.model.SimulatorSpec.FaultShare;
import io.github.fleetlogoff.psrp.Fragmenter;
import io.github.fleetlogoff.psrp.Message;
import io.github.fleetlogoff.psrp.PipelineState;
import io.github.fleetlogoff.psrp.PsrpException;
import io.github.fleetlogoff.psrp.clixml.Value;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The simulated end of PowerShell remoting.
class RunspacePoolTest {
    private static final String JEA = "FleetLogoff";
    private static final String ORDINARY = "Microsoft.PowerShell";
    private static final String LIST = "{\"v\":1,\"action\":\"list\"}";

    @ParameterizedTest
    @CsvSource({"false,1,1", "true,3,2"})
    void a_batching_host_answers_with_all_it_has_and_another_message_by_message(
            boolean oneMessage, int opening, int running) throws PsrpException {
        try (SimulatedFleet fleet = fleet(Endpoints.ALL.offered(), oneMessage, Map.of());
                PoolClient pool = pool(fleet, JEA)) {
            assertThat(pool.open()).isEqualTo(opening);

            PoolClient.Ended ended = pool.run(function(LIST));

            assertThat(ended.state()).isEqualTo(PipelineState.COMPLETED);
            assertThat(ended.output()).singleElement().asString().contains("\"exit\":");
            assertThat(ended.receives()).isEqualTo(running);
            assertThat(pool.delete().status()).isEqualTo(200);
            assertThat(fleet.figures().openShells()).isZero();
            assertThat(fleet.figures().shellsDeleted()).isEqualTo(1);
        }
    }

    @Test
    void a_pipeline_in_many_fragments_runs_when_the_last_is_there() throws PsrpException {
        try (SimulatedFleet fleet = fleet(Endpoints.ALL.offered(), false, Map.of());
                PoolClient pool = new PoolClient(fleet.hosts().getFirst(), ORDINARY, 500)) {
            pool.open();

            PoolClient.Ended ended = pool.run(script());

            assertThat(ended.state()).isEqualTo(PipelineState.COMPLETED);
            assertThat(ended.output()).singleElement().asString().contains("\"sessions\":[");
        }
    }

    @Test
    void an_endpoint_that_the_program_sends_scripts_to_runs_them() throws PsrpException {
        try (SimulatedFleet fleet = fleet(List.of("PowerShell.7"), false, Map.of());
                PoolClient pool = pool(fleet, "PowerShell.7")) {
            pool.open();

            assertThat(pool.run(script()).state()).isEqualTo(PipelineState.COMPLETED);
        }
    }

    @Test
    void a_script_that_is_not_known_and_no_program_is_not_found() throws PsrpException {
        try (SimulatedFleet fleet = fleet(Endpoints.ALL.offered(), false, Map.of());
                PoolClient pool = pool(fleet, ORDINARY)) {
            pool.open();

            assertThat(pool.run(new Message.Command("Get-Nothing 1", true, List.of())).errorId())
                    .isEqualTo("CommandNotFoundException");
            assertThat(pool.run(new Message.Command("hostname", true, List.of())).output())
                    .containsExactly("HOST-01");
        }
    }

    @Test
    void the_jea_endpoint_runs_its_function_and_nothing_else() throws PsrpException {
        try (SimulatedFleet fleet = fleet(Endpoints.ALL.offered(), false, Map.of());
                PoolClient pool = pool(fleet, JEA)) {
            pool.open();

            assertThat(pool.run(script()).errorId()).isEqualTo("ScriptsNotAllowed");
            assertThat(pool.run(new Message.Command("hostname", false, List.of())).errorId())
                    .isEqualTo("CommandNotFoundException");
            assertThat(
                            pool.run(
                                            function(LIST),
                                            new Message.Command("Out-File", false, List.of()))
                                    .errorId())
                    .isEqualTo("CommandNotFoundException");
            assertThat(pool.run(function("x" + LIST)).errorId())
                    .startsWith("ParameterArgumentValidationError,");
            assertThat(pool.run(function("{" + " ".repeat(32_765) + "}")).errorId())
                    .startsWith("ParameterArgumentValidationError,");
            assertThat(
                            pool.run(
                                            new Message.Command(
                                                    "Invoke-FleetLogoff",
                                                    false,
                                                    List.of(
                                                            new Message.Parameter(
                                                                    "Force",
                                                                    new Value.Bool(true)))))
                                    .errorId())
                    .startsWith("NamedParameterNotFound,");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "winrs,FleetLogoff,2150858811",
        "winrs,Microsoft.PowerShell,5",
        "FleetLogoff,Microsoft.PowerShell,5",
        "FleetLogoff,microsoft.powershell32,5",
        "Microsoft.PowerShell,FleetLogoff,2150858811",
        "FleetLogoff,fleetlogoff,''"
    })
    void what_is_not_offered_is_refused(String offered, String wanted, String code) {
        try (SimulatedFleet fleet = fleet(List.of(offered), false, Map.of());
                PoolClient pool = pool(fleet, wanted)) {
            assertThat(pool.create().faultCode()).isEqualTo(code);
        }
    }

    @Test
    void a_shell_is_refused_where_the_account_is_no_administrator() {
        try (SimulatedFleet fleet = fleet(List.of(JEA), false, Map.of());
                PoolClient pool = pool(fleet, JEA)) {
            assertThat(pool.http().create(Map.of()).faultCode()).isEqualTo("5");
        }
    }

    @ParameterizedTest
    @CsvSource({"no-endpoint,2150858811", "endpoint-denied,5", "denied,5"})
    void a_host_may_lack_what_its_fleet_offers(String fault, String code) {
        try (SimulatedFleet fleet = fleet(Endpoints.ALL.offered(), false, all(fault));
                PoolClient pool = pool(fleet, JEA)) {
            assertThat(pool.create().faultCode()).isEqualTo(code);
            assertThat(pool.http().create(Map.of()).faultCode())
                    .isEqualTo(fault.equals("denied") ? "5" : "");
        }
    }

    @Test
    void a_pipeline_whose_answer_is_dropped_has_run() throws PsrpException {
        try (SimulatedFleet fleet = fleet(Endpoints.ALL.offered(), false, all("drop"));
                PoolClient pool = pool(fleet, JEA)) {
            assertThat(pool.open()).isEqualTo(1);
            pool.start(COMMAND, function(LIST));

            assertThatThrownBy(() -> pool.receive(" CommandId=\"" + COMMAND + "\""))
                    .isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void garbage_comes_as_fragments_that_are_none() throws PsrpException {
        try (SimulatedFleet fleet = fleet(Endpoints.ALL.offered(), false, all("garbage"));
                PoolClient pool = pool(fleet, JEA)) {
            pool.open();
            pool.start(COMMAND, function(LIST));
            WinRmClient.Answer answer = pool.receive(" CommandId=\"" + COMMAND + "\"");

            assertThat(answer.status()).isEqualTo(200);
            assertThatThrownBy(() -> pool.messages(answer)).isInstanceOf(PsrpException.class);
        }
    }

    @Test
    void a_receive_that_nothing_comes_for_ends_with_the_timeout() throws PsrpException {
        try (SimulatedFleet fleet = fleet(Endpoints.ALL.offered(), false, Map.of());
                PoolClient pool = pool(fleet, JEA)) {
            pool.open();
            pool.http().operationTimeout("PT0.1S");

            assertThat(pool.receive("").faultCode()).isEqualTo("2150858793");
        }
    }

    @Test
    void bounds_of_the_pool_are_answered_on_its_own_stream() throws PsrpException {
        try (SimulatedFleet fleet = fleet(Endpoints.ALL.offered(), false, Map.of());
                PoolClient pool = pool(fleet, JEA)) {
            pool.open();
            pool.send(new Message.SetRunspaces(true, 2, 7));
            pool.send(new Message.GetAvailableRunspaces(8));

            assertThat(pool.messages(pool.receive("")))
                    .extracting(message -> ((Message.RunspaceAvailability) message).callId())
                    .containsExactly(7L, 8L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"powershell/signal/crtl_c", "powershell/signal/ctrl_c"})
    void a_signal_stops_a_pipeline(String code) throws PsrpException {
        try (SimulatedFleet fleet = fleet(Endpoints.ALL.offered(), false, all("slow"));
                PoolClient pool = pool(fleet, JEA)) {
            pool.open();
            pool.start(COMMAND, function(LIST));
            assertThat(pool.signal(COMMAND, code).status()).isEqualTo(200);

            assertThat(pool.read(COMMAND).state()).isEqualTo(PipelineState.STOPPED);
        }
    }

    @Test
    void what_does_not_open_a_pool_is_refused() {
        try (SimulatedFleet fleet = fleet(Endpoints.ALL.offered(), false, Map.of());
                PoolClient pool = pool(fleet, JEA)) {
            assertThat(pool.create(new byte[0]).faultCode()).isEqualTo("87");
            assertThat(pool.create(new byte[100]).faultCode()).isEqualTo("87");
            assertThat(fleet.figures().shellsCreated()).isZero();
            assertThat(pool.create().status()).isEqualTo(200);
            assertThat(pool.create().faultCode()).as("the id is taken").isEqualTo("87");
            assertThat(fleet.figures().shellsCreated()).isEqualTo(1);
        }
    }

    @Test
    void a_shell_is_not_reached_under_another_endpoints_name() throws PsrpException {
        try (SimulatedFleet fleet = fleet(Endpoints.ALL.offered(), false, Map.of());
                PoolClient pool = pool(fleet, JEA)) {
            pool.open();

            assertThat(pool.http().delete(pool.shellId()).faultCode()).isEqualTo("2150858843");
            assertThat(pool.delete().status()).isEqualTo(200);
        }
    }

    private static final String COMMAND = "6E3F5A0C-2C1B-4E8A-9D50-0A4C2B7B1D11";

    private static Map<String, FaultShare> all(String fault) {
        return Map.of(fault, new FaultShare.Fraction(1));
    }

    private static SimulatedFleet fleet(
            List<String> offered, boolean oneMessage, Map<String, FaultShare> faults) {
        return SimulatedFleet.start(
                Fleets.plain(
                                Fleets.spec(List.of("host-01"), faults)
                                        .with(new Endpoints(offered, oneMessage)))
                        .withScripts(Fleets.SCRIPTS));
    }

    private static PoolClient pool(SimulatedFleet fleet, String endpoint) {
        return new PoolClient(fleet.hosts().getFirst(), endpoint, Fragmenter.MOST_BYTES);
    }

    private static Message.Command function(String request) {
        return new Message.Command("Invoke-FleetLogoff", false, parameters(request));
    }

    private static Message.Command script() {
        return new Message.Command(Fleets.SCRIPT, true, parameters(LIST));
    }

    private static List<Message.Parameter> parameters(String request) {
        return List.of(
                new Message.Parameter("RequestJson", new Value.Text(request)),
                new Message.Parameter("Remoting", new Value.Bool(true)));
    }
}
