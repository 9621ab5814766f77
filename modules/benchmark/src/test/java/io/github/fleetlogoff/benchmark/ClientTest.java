package io.github.fleetlogoff.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientTest {
    private static final Client WSMAN = new EngineClient("wsman");
    private static final Client GO = new PeerClient("go", false);

    @TempDir private Path home;
    private Path inventory = Path.of("");
    private Place place = new Place(Path.of(""), Path.of(""));

    @BeforeEach
    void writeInventory() throws IOException {
        Path scratch = Files.createDirectory(home.resolve("scratch"));
        place = new Place(home, scratch);
        inventory =
                Files.writeString(
                        scratch.resolve("fleet.yaml"),
                        """
                        defaults:
                          auth: negotiate
                          credential: simulated
                        credentials:
                          simulated:
                            username: SIM\\ops
                            password: {file: secret.txt}
                        hosts:
                          ws1: {address: 127.0.0.1, port: 40001}
                          ws2: {address: 127.0.0.1, port: 40002}
                        """);
    }

    @Test
    void an_engine_is_started_by_the_launcher_on_an_inventory_that_says_how_to_log_on()
            throws Exception {
        List<String> basic = WSMAN.command(place, trial(Auth.BASIC), inventory);
        List<String> ntlm = WSMAN.command(place, trial(Auth.NTLM), inventory);

        assertThat(basic.getFirst()).isEqualTo(home.resolve("fleet-logoff").toString());
        assertThat(basic).containsSequence("--engine", "wsman").contains("--allow-unencrypted");
        assertThat(ntlm).doesNotContain("--allow-unencrypted");
        Path own = Path.of(ntlm.get(ntlm.indexOf("--inventory") + 1));
        assertThat(own).content().contains("\n  auth: ntlm\n").contains("port: 40001");
    }

    @Test
    void an_engine_that_the_program_does_not_know_is_missing() throws Exception {
        assertThatThrownBy(() ->
                        failedHosts(WSMAN, 2, "", "fleet-logoff: --engine does not know 'wsman'\n"))
                .isInstanceOf(MissingClientException.class)
                .hasMessage("fleet-logoff: --engine does not know 'wsman'");
    }

    @Test
    void an_engine_fails_the_hosts_that_its_report_says_were_not_worked() throws Exception {
        String report =
                """
                {"hosts":[{"host":"ws1","outcome":"completed"},{"host":"ws2","outcome":"no-users"},
                {"host":"ws3","outcome":"timed-out","message":"no answer"}]}
                """;

        assertThat(failedHosts(WSMAN, 4, report, ""))
                .containsExactly(Map.entry("ws3", "timed-out: no answer"));
    }

    @Test
    void an_engine_without_a_report_has_done_nothing() {
        assertThatThrownBy(() -> failedHosts(WSMAN, 1, "", "internal error"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("internal error");
    }

    @Test
    void a_peer_is_missing_where_its_program_is_not_there() {
        assertThatThrownBy(() -> GO.command(place, trial(Auth.BASIC), inventory))
                .isInstanceOf(MissingClientException.class)
                .hasMessageContaining("install");
    }

    @Test
    void a_peer_is_told_to_send_what_fleet_logoff_sends() throws Exception {
        Path program = place.builtPeers().resolve("go");
        Files.createDirectories(place.builtPeers());
        assertThat(Files.createFile(program).toFile().setExecutable(true)).isTrue();
        packScript("write-this");

        List<String> command = GO.command(place, trial(Auth.BASIC), inventory);

        assertThat(command).hasSize(2).first().isEqualTo(program.toString());
        JsonNode job = new ObjectMapper().readTree(Path.of(command.get(1)).toFile());
        assertThat(job.path("script").asText()).isEqualTo("write-this");
        assertThat(job.path("username").asText()).isEqualTo("SIM\\ops");
        assertThat(job.path("passwordFile").asText())
                .isEqualTo(inventory.resolveSibling("secret.txt").toString());
        assertThat(job.path("hosts")).hasSize(2);
        assertThat(job.path("hosts").get(1).path("port").asInt()).isEqualTo(40_002);
        assertThat(new ObjectMapper().readTree(job.path("hosts").get(1).path("request").asText()))
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        """
                                        {"v":1,"action":"logoff","dryRun":false,"verifySeconds":30,
                                        "users":["jdoe"],"computerName":"WS2"}
                                        """));
    }

    @Test
    void a_peer_fails_the_hosts_it_names_and_all_where_it_breaks() throws Exception {
        assertThat(failedHosts(GO, 0, "{\"failed\":{\"ws2\":\"refused\"}}", ""))
                .containsExactly(Map.entry("ws2", "refused"));
        assertThatThrownBy(() -> failedHosts(GO, 1, "", "panic"))
                .isInstanceOf(IOException.class)
                .hasMessage("go ended with 1: panic");
    }

    private Map<String, String> failedHosts(
            Client client, int exitCode, String output, String errors)
            throws IOException, MissingClientException {
        return client.failedHosts(
                Runs.measurement(1, 1, exitCode),
                Files.writeString(home.resolve("out"), output),
                Files.writeString(home.resolve("err"), errors));
    }

    private void packScript(String text) throws IOException {
        Path jars = Files.createDirectories(home.resolve("modules/cli/target/dist/lib"));
        Path jar = jars.resolve("fleet-logoff-sessions-1.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("io/github/fleetlogoff/sessions/session.packed.txt"));
            zip.write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static Trial trial(Auth auth) {
        return new Trial(auth, 2, 0, Duration.ofMillis(300), 64);
    }
}
