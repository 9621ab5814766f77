package io.github.fleetlogoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Limits;
import io.github.fleetlogoff.model.SimulatorSpec;
import io.github.fleetlogoff.model.SimulatorSpec.FaultShare;
import io.github.fleetlogoff.sessions.SessionScript;
import io.github.fleetlogoff.simulator.FleetSettings;
import io.github.fleetlogoff.simulator.InventoryWriter;
import io.github.fleetlogoff.simulator.SimulatedFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A host for each way of going wrong, and what doctor says of it.
class DoctorTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> HOSTS =
            List.of("good", "dead", "silent", "denied", "garbage", "wrong-host", "not-elevated");

    @TempDir private Path folder;

    private final Credential credential = SimulatedAccount.create();
    private final List<SimulatedFleet> fleets = new ArrayList<>();
    private Path inventory = Path.of("");

    @BeforeEach
    void put_up_a_fleet() throws IOException {
        inventory = fleet(HOSTS);
    }

    @AfterEach
    void take_it_down() {
        fleets.forEach(SimulatedFleet::close);
    }

    private Path fleet(List<String> hosts) throws IOException {
        Map<String, FaultShare> faults = new HashMap<>();
        hosts.stream()
                .filter(name -> !name.startsWith("good"))
                .forEach(name ->
                        faults.computeIfAbsent(
                                name.replaceAll("-\\d+$", ""),
                                word ->
                                        new FaultShare.Named(
                                                hosts.stream()
                                                        .filter(each -> each.startsWith(word))
                                                        .toList())));
        SimulatedFleet fleet =
                SimulatedAccount.start(
                        new SimulatorSpec(hosts, 1, Duration.ZERO, List.of("de"), faults),
                        FleetSettings.Wire.PLAIN,
                        credential,
                        InstantSource.system(),
                        SessionScript.bundled());
        fleets.add(fleet);
        Path file = folder.resolve("fleet-" + fleets.size() + ".yaml");
        new InventoryWriter(fleet, credential).write(file);
        return file;
    }

    private Program.Ended doctor(String... arguments) {
        List<String> all = new ArrayList<>(List.of("doctor", "--connect-timeout", "1s"));
        all.addAll(List.of(arguments));
        return new Program(folder).run(all.toArray(String[]::new));
    }

    private static JsonNode check(JsonNode host, String word) {
        for (JsonNode check : host.path("checks")) {
            if (check.path("check").asText().equals(word)) {
                return check;
            }
        }
        throw new AssertionError("no check " + word + " in " + host);
    }

    @Test
    void a_good_host_gets_a_tick_on_every_line_and_keeps_its_sessions() {
        Program.Ended ended = doctor("-i", inventory.toString(), "good");

        assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
        assertThat(ended.out())
                .contains(
                        "good  http://127.0.0.1:",
                        "✓  dns",
                        "✓  tcp",
                        "✓  winrm",
                        "✓  schemes         Negotiate",
                        "✓  clock           within 2 s of ours",
                        "✓  logon           accepted (negotiate)",
                        "✓  endpoint        FleetLogoff: offered",
                        "✓  endpoint        winrs: offered",
                        "✓  endpoint        Microsoft.PowerShell: offered",
                        "✓  endpoint        use FleetLogoff: it takes less right than winrs",
                        "✓  rights",
                        "✓  quota           a shell was opened; the most is 30 shells a user",
                        "✓  language-mode   FullLanguage",
                        "✓  computer        GOOD",
                        "✓  quser",
                        "1 host, all well · exit code 0")
                .doesNotContain("✗", "→");
        // One to list the sessions, one for each other endpoint.
        assertThat(fleets.getFirst().figures().shellsCreated()).isEqualTo(3);
        assertThat(fleets.getFirst().figures().openShells()).isZero();
        assertThat(folder.resolve("state/fleet-logoff/runs")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "dead, tcp, refuses connections, Enable-PSRemoting, 4",
        "silent, winrm, no answer to a request, WinRM's, 4",
        "denied, rights, LocalAccountTokenFilterPolicy, Administrators, 6",
        "garbage, language-mode, the session script gave no answer, PowerShell, 4",
        "wrong-host, computer, another computer answered, computerName, 3",
        "not-elevated, rights, not elevated, LocalAccountTokenFilterPolicy, 6"
    })
    void a_cross_says_what_is_wrong_and_how_to_mend_it(
            String host, String word, String text, String fix, int exitCode) throws IOException {
        Program.Ended ended = doctor("-i", inventory.toString(), host, "-o", "json");

        JsonNode report = JSON.readTree(ended.out());
        JsonNode check = check(report.path("hosts").get(0), word);
        assertThat(check.path("grade").asText()).as(ended.out()).isEqualTo("failed");
        assertThat(check.path("text").asText()).contains(text);
        assertThat(check.path("fix").asText()).contains(fix);
        assertThat(ended.exitCode()).isEqualTo(exitCode);
        assertThat(report.path("exitCode").asInt()).isEqualTo(exitCode);
        assertThat(ended.out()).isASCII();
    }

    @Test
    void limits_that_only_an_administrator_may_read_cost_nothing_but_a_word() throws IOException {
        Program.Ended ended = doctor("-i", inventory.toString(), "not-elevated", "-o", "json");

        JsonNode quota = check(JSON.readTree(ended.out()).path("hosts").get(0), "quota");
        assertThat(quota.path("grade").asText()).isEqualTo("ok");
        assertThat(quota.path("text").asText()).contains("administrators only");
    }

    @Test
    void no_second_host_tries_an_account_because_the_first_is_slow() {
        assertThat(FleetCheckup.patience(Limits.DEFAULT).proof())
                .isEqualTo(Limits.DEFAULT.hostTimeout());
    }

    @ParameterizedTest
    @ValueSource(strings = {"wsman", "winrm4j"})
    void a_wrong_password_is_tried_on_one_host_only(String engine) throws IOException {
        Path refusing =
                fleet(List.of("wrong-password-1", "wrong-password-2", "wrong-password-3", "good"));

        Program.Ended ended =
                doctor(
                        "-i",
                        refusing.toString(),
                        "wrong-password-[1-3]",
                        "--engine",
                        engine,
                        "-o",
                        "json");

        List<String> grades = new ArrayList<>();
        JSON.readTree(ended.out())
                .path("hosts")
                .forEach(host -> grades.add(check(host, "logon").path("grade").asText()));
        assertThat(grades).containsExactlyInAnyOrder("failed", "not-checked", "not-checked");
        assertThat(ended.exitCode()).isEqualTo(6);
        assertThat(fleets.getLast().figures().logonsRefused()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ws\"1|host 'ws\"1': a name begins with a letter or digit",
                "ws'1|host 'ws'1': a name begins with a letter or digit",
                "ws1\\|host 'ws1\\': a name begins with a letter or digit",
                "ws1:5985|'ws1:5985' is no host: a name has no colon; give a port with --port",
                "x: {credential: y}|a blank stands at character 3",
                "ws1,ws\"2|host 'ws\"2': a name begins with a letter or digit"
            })
    void what_is_no_name_is_one_clear_error(String name, String sentence) {
        Program.Ended ended = doctor(name);

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains(sentence).doesNotContain("\tat ").hasLineCount(1);
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void bare_names_need_no_inventory_and_no_credential() throws IOException {
        Program.Ended ended = doctor("127.0.0.1", "-o", "json");

        JsonNode host = JSON.readTree(ended.out()).path("hosts").get(0);
        assertThat(host.path("port").asInt()).isEqualTo(5985);
        assertThat(check(host, "dns").path("grade").asText()).isEqualTo("ok");
        assertThat(check(host, "logon").path("text").asText()).contains("--username");
    }

    @Test
    void a_simulated_fleet_of_an_inventory_is_looked_at_too() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("sim.yaml"), "simulator: {hosts: 3, think: 0ms, seed: 1}\n");

        Program.Ended ended = doctor("-i", file.toString());

        assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
        assertThat(ended.out()).contains("3 hosts, all well");
    }

    @ParameterizedTest
    @CsvSource({
        "'', no host: name some",
        "-o xml, doctor prints table or json",
        "-i no-such.yaml, no-such.yaml",
        "ws[1-, ws[1-"
    })
    void misuse_is_refused_with_a_sentence(String arguments, String sentence) {
        Program.Ended ended =
                doctor(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains(sentence).doesNotContain("\tat ");
    }
}
