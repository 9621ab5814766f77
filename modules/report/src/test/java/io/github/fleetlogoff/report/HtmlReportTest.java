package io.github.fleetlogoff.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fleetlogoff.model.RunEvent.GraceBegan;
import io.github.fleetlogoff.model.RunEvent.HostActing;
import io.github.fleetlogoff.model.RunEvent.HostFinished;
import io.github.fleetlogoff.model.RunEvent.RunFinished;
import io.github.fleetlogoff.model.RunEvent.WaveBegan;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
    @TempDir Path folder;

    private static String write(RunReport report) throws IOException {
        StringWriter out = new StringWriter();
        new HtmlReport().write(report, out);
        return out.toString();
    }

    private static RunReport inWaves() {
        RunFold fold = new RunFold();
        Instant begin = Runs.START;
        fold.emit(Runs.started(Runs.logoff(), "a", "b", "c"));
        fold.emit(new WaveBegan(begin.plusSeconds(10), 1));
        fold.emit(new GraceBegan(begin.plusSeconds(10), begin.plusSeconds(40)));
        fold.emit(new HostActing(begin.plusSeconds(40), "a", null));
        fold.emit(new HostFinished(begin.plusSeconds(50), Runs.completed("a")));
        fold.emit(new WaveBegan(begin.plusSeconds(60), 2));
        for (String host : List.of("b", "c")) {
            fold.emit(new HostActing(begin.plusSeconds(60), host, null));
            fold.emit(new HostFinished(begin.plusSeconds(90), Runs.completed(host)));
        }
        fold.emit(new RunFinished(begin.plusSeconds(100)));
        return fold.report();
    }

    @Test
    void a_run_in_waves_has_a_timeline_and_another_has_none() throws Exception {
        assertThat(write(inWaves()))
                .contains(
                        "id=\"waves\"",
                        "<td class=\"number\">30s</td><td class=\"number\">40s</td>")
                .contains("left:10.00%;width:40.00%", "left:60.00%;width:30.00%");
        assertThat(write(Examples.demo())).doesNotContain("id=\"waves\"");
    }

    @Test
    void the_legend_is_striped_where_the_bar_is() throws Exception {
        String page = write(Examples.trouble());
        long striped = Pattern.compile("<span class=\"\\w+ alt\"").matcher(page).results().count();

        assertThat(striped).isPositive();
        assertThat(Pattern.compile("<i class=\"alt\"></i>").matcher(page).results().count())
                .isEqualTo(striped);
    }

    @Test
    void a_wave_that_is_begun_again_is_the_same_wave() {
        WaveFold waves = new WaveFold();
        waves.began(Runs.START, 1);
        waves.acting(Runs.START, "a");
        waves.began(Runs.START.plusSeconds(60), 1);
        waves.acting(Runs.START.plusSeconds(60), "a");
        waves.finished(Runs.START.plusSeconds(70), "a");
        waves.finished(Runs.START.plusSeconds(99), "never acted on");
        assertThat(waves.waves())
                .containsExactly(
                        new RunReport.Wave(1, Runs.START, null, Runs.START.plusSeconds(70), 1));
    }

    @Test
    void nothing_comes_from_elsewhere() throws Exception {
        assertThat(write(Examples.trouble()))
                .doesNotContainPattern("(?:src|href|action)=\"(?!#)")
                .doesNotContain("@import", "url(", "fetch(", "innerHTML")
                .contains("default-src 'none'");
    }

    @Test
    void every_host_is_in_the_page_without_its_script() throws Exception {
        String page = write(Examples.tenThousand());
        assertThat(Pattern.compile("<tr data-outcome").matcher(page).results()).hasSize(10_000);
    }

    @Test
    void a_browser_opens_ten_thousand_hosts_and_its_policy_lets_the_script_run() throws Exception {
        String page = browse(write(Examples.tenThousand()));
        assertThat(page).contains("data-ready=\"true\"", "200 of 10,000 matching hosts shown");
        assertThat(Pattern.compile("<tr data-outcome").matcher(page).results()).hasSize(200);
    }

    @Test
    void a_browser_runs_nothing_that_a_host_says() throws Exception {
        String page = write(Examples.small());
        String attacked =
                page.replace(
                        "<main>",
                        "<main><script>document.title = 'owned'</script><img src=\"x:\""
                                + " onerror=\"document.title = 'owned'\">");
        assertThat(browse(attacked))
                .contains("data-ready=\"true\"")
                .doesNotContain("<title>owned</title>");
    }

    /// The page as it stands after its script has run.
    private String browse(String page) throws IOException, InterruptedException {
        Optional<String> browser = browser();
        assumeTrue(browser.isPresent(), "no Chromium is installed here: the page is not opened");
        Path file = Files.writeString(folder.resolve("report.html"), page);
        Path dom = folder.resolve("dom.html");
        Process process =
                new ProcessBuilder(
                                browser.orElseThrow(),
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--user-data-dir=" + folder.resolve("profile"),
                                "--virtual-time-budget=20000",
                                "--dump-dom",
                                file.toUri().toString())
                        .redirectOutput(dom.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(dom, StandardCharsets.UTF_8);
    }

    private static Optional<String> browser() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name ->
                        Stream.of(path.split(File.pathSeparator)).map(dir -> Path.of(dir, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
