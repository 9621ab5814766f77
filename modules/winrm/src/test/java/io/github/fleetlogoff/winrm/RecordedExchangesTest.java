package io.github.fleetlogoff.winrm;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.sessions.ShellFault;
import io.github.fleetlogoff.sessions.ShellOutcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Whole exchanges that real Windows hosts answered, played back to the engine.
class RecordedExchangesTest {
    private static final Path RECORDINGS = Path.of("src/test/resources/recordings");
    private static final Pattern ACTION = Pattern.compile("Action[^>]*>([^<]+)</");
    private static final Pattern STDOUT = Pattern.compile("<rsp:Stream [^>]*Name=\"stdout\"[^>]*>([^<]*)</rsp:Stream>");
    private static final Pattern EXIT_CODE = Pattern.compile("ExitCode>(\\d+)<");

    private final WireMockServer windows =
            new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
    private final Winrm4jShell engine = Shells.engine(Shells.CREDENTIAL, true);

    record Exchange(String action, int status, String answer) {}

    @BeforeEach
    void start() {
        windows.start();
    }

    @AfterEach
    void stop() {
        engine.close();
        windows.stop();
    }

    static Stream<Path> recordings() throws IOException {
        try (Stream<Path> files = Files.list(RECORDINGS.resolve("pypsrp"))) {
            return files.filter(file -> !file.toString().contains("open_already"))
                    .filter(file -> !file.toString().contains("fail_poll"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void a_recorded_run_ends_as_it_was_recorded(Path recording) throws IOException {
        List<Exchange> exchanges = untilDelete(read(recording));
        play(exchanges);

        ShellOutcome outcome = run();

        Optional<Exchange> refused = exchanges.stream()
                .filter(exchange -> exchange.status() == 500 && !exchange.answer().contains("2150858793"))
                .findFirst();
        if (refused.isPresent()) {
            boolean started = !refused.get().action().endsWith("/Command");
            assertThat(outcome).isInstanceOfSatisfying(ShellOutcome.Failed.class, failed -> {
                assertThat(failed.fault().kind()).isEqualTo(ShellFault.Kind.PROTOCOL);
                assertThat(failed.fault().delivered()).isEqualTo(started);
            });
        } else {
            assertThat(Shells.answered(outcome).stdout()).isEqualTo(stdout(exchanges));
            assertThat(Shells.answered(outcome).exitCode()).isEqualTo(exitCode(exchanges));
        }
        windows.verify(1, postRequestedFor(urlEqualTo("/wsman")).withRequestBody(containing("transfer/Delete")));
        windows.verify(1, postRequestedFor(urlEqualTo("/wsman")).withRequestBody(containing("shell/Command<")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"win7.xml", "win12.xml"})
    void older_windows_is_understood(String recording) throws IOException {
        String text = Files.readString(RECORDINGS.resolve("winrm4j").resolve(recording), UTF_8)
                .replace("${messageId}", "uuid:1")
                .replace("${shellId}", "11111111-1111-1111-1111-111111111111")
                .replace("${commandId}", "22222222-2222-2222-2222-222222222222");
        List<Exchange> exchanges = new ArrayList<>();
        Matcher items = Pattern.compile(
                        "<request action=\"([^\"]+)\">.*?<response>\\s*(.*?)\\s*</response>", Pattern.DOTALL)
                .matcher(text);
        while (items.find()) {
            exchanges.add(new Exchange(items.group(1), items.group(2).contains(":Fault>") ? 500 : 200, items.group(2)));
        }
        assertThat(exchanges).hasSizeGreaterThan(4);
        play(untilDelete(exchanges));

        assertThat(Shells.answered(run()).exitCode()).isZero();
    }

    @Test
    void what_is_sent_is_what_a_lean_shell_needs() throws IOException {
        play(untilDelete(read(RECORDINGS.resolve("pypsrp/test_winrs_standard.yml"))));

        run();

        windows.verify(postRequestedFor(urlEqualTo("/wsman"))
                .withRequestBody(containing("transfer/Create<"))
                .withRequestBody(containing("WINRS_CODEPAGE"))
                .withRequestBody(containing(">65001<"))
                .withRequestBody(containing("WINRS_NOPROFILE"))
                .withRequestBody(containing("PT180S"))
                .withRequestBody(containing("välue")));
        windows.verify(postRequestedFor(urlEqualTo("/wsman"))
                .withRequestBody(containing("shell/Command<"))
                .withRequestBody(containing("WINRS_SKIP_CMD_SHELL"))
                .withRequestBody(containing(">whoami.exe<"))
                .withRequestBody(containing(">/all<")));
    }

    private ShellOutcome run() {
        return engine.run(
                Shells.host(windows.port(), AuthScheme.BASIC, null),
                Shells.command("whoami.exe", "/all"),
                Shells.Watch.patient());
    }

    private void play(List<Exchange> exchanges) {
        int step = 0;
        for (Exchange exchange : exchanges) {
            windows.stubFor(post(urlEqualTo("/wsman"))
                    .inScenario("recording")
                    .whenScenarioStateIs(step == 0 ? "Started" : "step " + step)
                    .withRequestBody(containing(">" + exchange.action() + "<"))
                    .willReturn(aResponse()
                            .withStatus(exchange.status())
                            .withHeader("Content-Type", "application/soap+xml;charset=UTF-8")
                            .withBody(exchange.answer()))
                    .willSetStateTo("step " + (step + 1)));
            step++;
        }
        // What comes after a fault, and in another order than the recording client's, is answered as Windows closes: empty.
        windows.stubFor(post(urlEqualTo("/wsman"))
                .atPriority(10)
                .withRequestBody(containing("transfer/Delete<"))
                .willReturn(aResponse().withStatus(204)));
        windows.stubFor(post(urlEqualTo("/wsman"))
                .atPriority(10)
                .withRequestBody(containing("shell/Signal<"))
                .willReturn(aResponse().withStatus(204)));
    }

    private static List<Exchange> read(Path recording) throws IOException {
        Object loaded = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(recording, UTF_8));
        List<Exchange> exchanges = new ArrayList<>();
        for (Object message : (List<?>) java.util.Objects.requireNonNull(((Map<?, ?>) loaded).get("messages"))) {
            Map<?, ?> pair = (Map<?, ?>) message;
            Matcher action = ACTION.matcher(String.valueOf(pair.get("request")));
            assertThat(action.find()).isTrue();
            Object error = pair.get("transport_error");
            boolean fault = error != null && !String.valueOf(error).equals("null");
            exchanges.add(new Exchange(action.group(1), fault ? 500 : 200, String.valueOf(pair.get("response"))));
        }
        return exchanges;
    }

    private static List<Exchange> untilDelete(List<Exchange> exchanges) {
        List<Exchange> first = new ArrayList<>();
        for (Exchange exchange : exchanges) {
            first.add(exchange);
            if (exchange.action().endsWith("/Delete") || (exchange.action().endsWith("/Command") && exchange.status() == 500)) {
                break;
            }
        }
        return first;
    }

    private static byte[] stdout(List<Exchange> exchanges) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Exchange exchange : exchanges) {
            Matcher streams = STDOUT.matcher(exchange.answer());
            while (streams.find()) {
                bytes.writeBytes(Base64.getDecoder().decode(streams.group(1)));
            }
        }
        return bytes.toByteArray();
    }

    private static int exitCode(List<Exchange> exchanges) {
        return exchanges.stream()
                .map(exchange -> EXIT_CODE.matcher(exchange.answer()))
                .filter(Matcher::find)
                .map(matcher -> Integer.parseInt(matcher.group(1)))
                .reduce((one, other) -> other)
                .orElseThrow();
    }
}
