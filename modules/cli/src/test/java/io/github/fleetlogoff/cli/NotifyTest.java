package io.github.fleetlogoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Others are told that a run has ended, and it never fails for it.
class NotifyTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;

    private final List<String> bodies = new ArrayList<>();
    private final List<Integer> answers = new ArrayList<>();
    private HttpServer server = HttpServer.create();
    private String inventory = "";

    NotifyTest() throws IOException {}

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.createContext(
                "/secret",
                exchange -> {
                    int status;
                    synchronized (bodies) {
                        bodies.add(
                                new String(
                                        exchange.getRequestBody().readAllBytes(),
                                        StandardCharsets.UTF_8));
                        status = answers.isEmpty() ? 200 : answers.removeFirst();
                    }
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        server.start();
        inventory =
                Files.writeString(
                                folder.resolve("hosts.yaml"),
                                "simulator: {hosts: 3, think: 0ms, seed: 1}\n")
                        .toString();
    }

    @AfterEach
    void hangUp() {
        server.stop(0);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/secret";
    }

    private Program.Ended run(Program program, String... arguments) {
        List<String> all = new ArrayList<>(List.of("sessions", "-i", inventory));
        all.addAll(List.of(arguments));
        return program.run(all.toArray(String[]::new));
    }

    @Test
    void a_webhook_gets_the_summary() throws IOException {
        Program.Ended ended =
                run(new Program(folder).with("HOOK", address()), "--notify", "env:HOOK");

        assertThat(ended.exitCode()).isZero();
        assertThat(bodies).hasSize(1);
        JsonNode summary = JSON.readTree(bodies.getFirst());
        assertThat(summary.path("run").path("action").asText()).isEqualTo("list");
        assertThat(summary.path("totals").path("hosts").asInt()).isEqualTo(3);
        assertThat(ended.err()).doesNotContain("--notify");
    }

    @ParameterizedTest
    @CsvSource({
        "503:200, 2, ''",
        "429:500:502, 3, HTTP 502",
        "404, 1, HTTP 404",
        "302, 1, HTTP 302"
    })
    void what_may_pass_is_tried_again_and_no_answer_fails_the_run(
            String statuses, int requests, String note) {
        for (String status : statuses.split(":", -1)) {
            answers.add(Integer.valueOf(status));
        }
        Webhook hook = new Webhook(URI.create(address()), "hook", Duration.ofMillis(1));

        assertThat(hook.tell("{}".getBytes(StandardCharsets.UTF_8)).orElse("")).contains(note);
        assertThat(bodies).hasSize(requests);
    }

    @Test
    void a_webhook_that_is_gone_leaves_a_note_without_its_path() {
        String address = address();
        server.stop(0);

        Program.Ended ended = run(new Program(folder), "--notify", address);

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.err()).contains("--notify: 127.0.0.1").doesNotContain("secret");
    }

    @Test
    void a_program_gets_the_summary_as_its_input() throws IOException {
        Path file = program("cat > \"" + folder.resolve("told.json") + "\"\n");

        Program.Ended ended = run(new Program(folder), "--notify", file.toString());

        assertThat(ended.exitCode()).isZero();
        JsonNode summary = JSON.readTree(folder.resolve("told.json").toFile());
        assertThat(summary.path("exitCode").asInt()).isZero();
    }

    @Test
    void a_program_that_fails_leaves_a_note() throws IOException {
        Path file = program("exit 7\n");

        Program.Ended ended = run(new Program(folder), "--notify", file.toString());

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.err()).contains("ended with exit code 7");
    }

    @Test
    void a_program_that_hangs_is_ended() throws IOException {
        NotifyProgram program = new NotifyProgram(program("sleep 600\n"), Duration.ofMillis(50));

        assertThat(program.tell(new byte[1 << 20]).orElse("")).contains("it took more than");
    }

    private Path program(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("tell"), "#!/bin/sh\n" + script);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    @ParameterizedTest
    @CsvSource({
        "no/such/program, is no program that can be run",
        "env:NOT_SET, the variable is not set",
        "ftp://x/y, takes an address like https://",
        "'https://a b/secret', takes an address like https://"
    })
    void what_cannot_be_told_is_refused_before_a_host_is_touched(String where, String sentence) {
        Program.Ended ended = run(new Program(folder), "--notify", where);

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains(sentence).doesNotContain("secret");
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void a_step_on_github_gets_notes_and_a_summary() throws IOException {
        Path summary = Files.writeString(folder.resolve("summary.md"), "before\n");
        Files.writeString(
                folder.resolve("hosts.yaml"),
                "simulator: {hosts: 3, think: 0ms, faults: {dead: [pc-0002]}}\n");

        Program.Ended ended =
                run(
                        new Program(folder)
                                .with("GITHUB_ACTIONS", "true")
                                .with("GITHUB_STEP_SUMMARY", summary.toString()));

        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.out()).contains("\n::error title=fleet-logoff::unreachable: pc-0002");
        assertThat(Files.readString(summary)).startsWith("before\n### ❌ fleet-logoff");
    }

    @Test
    void notes_keep_out_of_what_a_program_reads() throws IOException {
        Files.writeString(
                folder.resolve("hosts.yaml"),
                "simulator: {hosts: 3, think: 0ms, faults: {dead: [pc-0002]}}\n");

        Program.Ended ended =
                run(
                        new Program(folder)
                                .with("TF_BUILD", "True")
                                .with("AGENT_TEMPDIRECTORY", folder.toString()),
                        "-o",
                        "json");

        assertThat(JSON.readTree(ended.out()).path("exitCode").asInt()).isEqualTo(4);
        assertThat(ended.err())
                .contains("##vso[task.logissue type=error]", "##vso[task.uploadsummary]" + folder);
    }

    @ParameterizedTest
    @CsvSource({
        "##vso[x], #\\u0023vso[x]",
        "a ###[error], a ##\\u0023[error]",
        "##TeamCity[, #\\u0023TeamCity[",
        "## heading, ## heading",
        "rdp-tcp#19, rdp-tcp#19",
        "####, ####"
    })
    void no_text_is_a_command_of_a_ci_system(String text, String printed) throws IOException {
        StringWriter out = new StringWriter();
        try (CiSafeWriter safe = new CiSafeWriter(out)) {
            safe.write(text);
        }
        assertThat(out).hasToString(printed);
    }
}
