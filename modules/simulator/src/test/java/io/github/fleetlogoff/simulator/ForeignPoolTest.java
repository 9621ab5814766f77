package io.github.fleetlogoff.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.SimulatorSpec;
import io.github.fleetlogoff.model.SimulatorSpec.Endpoints;
import io.github.fleetlogoff.model.SimulatorSpec.FaultShare;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs the runspace pool of pypsrp, which others wrote against real Windows, on a simulated host.
class ForeignPoolTest {
    private static final String JEA = "FleetLogoff";
    private static final String ORDINARY = "Microsoft.PowerShell";
    private static final String LIST = "{\"v\":1,\"action\":\"list\"}";
    private static final String LOGOFF =
            "{\"v\":1,\"action\":\"logoff\",\"users\":[\"jdoe\"],\"verifySeconds\":1}";

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
        "basic,false,false",
        "basic,false,true",
        "ntlm,false,false",
        "ntlm,false,true",
        "negotiate,false,false",
        "negotiate,true,false",
        "kerberos,false,false",
        "kerberos,false,true",
        "kerberos,true,false"
    })
    void the_function_of_the_jea_endpoint_logs_a_user_off(
            String auth, boolean tls, boolean oneMessage) throws Exception {
        try (SimulatedFleet fleet = start(auth, tls, Endpoints.ALL.offered(), oneMessage)) {
            ForeignPrograms.Ended ended = run(fleet, auth, JEA, "function", LOGOFF);

            assertThat(ended.code()).as(ended.text()).isZero();
            assertThat(ended.text())
                    .contains("pool 2 protocol 2.3", "state 4", "\"outcome\":\"logged-off\"");
            assertThat(Fleets.session(fleet, folder, "jdoe").get("endedBy").asText())
                    .isEqualTo("logoff");
            assertThat(fleet.figures().logonsRefused()).isZero();
            assertThat(fleet.figures().openShells()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"basic,false", "ntlm,false", "kerberos,true"})
    void the_script_with_its_request_as_a_parameter_runs_on_the_ordinary_endpoint(
            String auth, boolean oneMessage) throws Exception {
        try (SimulatedFleet fleet = start(auth, false, Endpoints.ALL.offered(), oneMessage)) {
            ForeignPrograms.Ended ended =
                    run(fleet, auth, ORDINARY, "script", script().toString(), LOGOFF);

            assertThat(ended.text()).contains("state 4", "\"outcome\":\"logged-off\"");
            assertThat(ended.code()).isZero();
            assertThat(fleet.figures().openShells()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic", "ntlm", "kerberos"})
    void the_jea_endpoint_refuses_a_script(String auth) throws Exception {
        try (SimulatedFleet fleet = start(auth, false, Endpoints.ALL.offered(), false)) {
            ForeignPrograms.Ended ended = run(fleet, auth, JEA, "text", "logoff 1");

            assertThat(ended.text())
                    .contains("state 5", "error ScriptsNotAllowed", "no-language mode");
            assertThat(Fleets.session(fleet, folder, "jdoe").get("present").asBoolean()).isTrue();
        }
    }

    @Test
    void the_jea_endpoint_knows_no_other_command() throws Exception {
        try (SimulatedFleet fleet = start("basic", false, Endpoints.ALL.offered(), false)) {
            assertThat(run(fleet, "basic", JEA, "command", "Get-Process").text())
                    .contains("state 5", "error CommandNotFoundException", "'Get-Process'");
            assertThat(run(fleet, "basic", JEA, "command", "Invoke-FleetLogoff").text())
                    .contains("state 5", "error MissingMandatoryParameter,Invoke-FleetLogoff");
            assertThat(run(fleet, "basic", JEA, "function", "$(Get-Process)").text())
                    .contains("state 5", "error ParameterArgumentValidationError");
            assertThat(run(fleet, "basic", JEA, "function", "{}").text())
                    .contains("state 4", "\"exit\":1", "missing,");
        }
    }

    @Test
    void programs_and_several_pipelines_run_in_one_pool() throws Exception {
        try (SimulatedFleet fleet = start("ntlm", false, Endpoints.ALL.offered(), false)) {
            assertThat(run(fleet, "ntlm", ORDINARY, "pool").text())
                    .contains(
                            "> first\nstate 4\noutput SIM-01", "> second\nstate 4\noutput SIM-01");
            assertThat(run(fleet, "ntlm", ORDINARY, "text", "quser").text()).contains("jdoe");
            assertThat(run(fleet, "ntlm", ORDINARY, "text", "Get-Nothing").text())
                    .contains("state 5", "error CommandNotFoundException");
        }
    }

    @Test
    void what_a_host_does_not_offer_is_refused_by_its_code() throws Exception {
        try (SimulatedFleet fleet = start("basic", false, List.of("winrs"), false)) {
            assertThat(run(fleet, "basic", JEA, "function", LIST).text())
                    .contains("fault 2150858811");
            assertThat(run(fleet, "basic", ORDINARY, "text", "hostname").text())
                    .contains("fault 5 ");
            assertThat(fleet.figures().shellsCreated()).isZero();
        }
    }

    @Test
    void a_pipeline_is_stopped() throws Exception {
        try (SimulatedFleet fleet = start("basic", false, Endpoints.ALL.offered(), false)) {
            ForeignPrograms.Ended ended =
                    run(fleet, "basic", ORDINARY, "stop", script().toString(), LIST);

            assertThat(ended.text()).contains("stopped True");
            assertThat(fleet.figures().openShells()).isZero();
        }
    }

    private static SimulatedFleet start(
            String auth, boolean tls, List<String> offered, boolean oneMessage) throws Exception {
        SimulatorSpec spec =
                Fleets.spec(List.of("sim-01"), Map.of("slow-logoff", new FaultShare.Fraction(1)))
                        .with(new Endpoints(offered, oneMessage));
        FleetSettings.Wire wire = new FleetSettings.Wire(0, auth.equals("basic"), tls);
        return SimulatedFleet.start(
                FleetSettings.of(spec, Fleets.credential())
                        .withScripts(Fleets.SCRIPTS)
                        .with(auth.equals("kerberos") ? wire.withKeytab(realm.keytab()) : wire));
    }

    private static Path script() throws Exception {
        return Files.writeString(folder.resolve("session.ps1"), Fleets.SCRIPT);
    }

    private static ForeignPrograms.Ended run(
            SimulatedFleet fleet, String auth, String endpoint, String... command)
            throws Exception {
        boolean kerberos = auth.equals("kerberos");
        Path inventory = folder.resolve("fleet.yaml");
        new InventoryWriter(fleet, Fleets.credential()).write(inventory);
        Path password = Files.writeString(folder.resolve("password"), Realm.PASSWORD);
        boolean tls = fleet.certificate().isPresent();
        List<String> line =
                ForeignPrograms.line(
                        kerberos
                                ? ForeignPrograms.pythonPoolWithKerberos()
                                : ForeignPrograms.pythonPool(),
                        auth,
                        (tls ? "https" : "http")
                                + "://127.0.0.1:"
                                + fleet.hosts().getFirst().port()
                                + "/wsman",
                        kerberos ? Realm.USER + "@" + Realm.NAME : Fleets.USER,
                        kerberos ? password.toString() : inventory + ".password",
                        tls ? inventory + ".pem" : "-",
                        endpoint,
                        kerberos ? "aes256.fleet.test" : "-");
        return ForeignPrograms.run(
                ForeignPrograms.line(line, command),
                Map.of("KRB5_CONFIG", realm.configuration().toString()));
    }
}
