package io.github.fleetlogoff.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureTableTest {
    @TempDir private Path folder;

    @Test
    void prints_a_line_for_each_client_the_medians_of_its_runs_and_who_is_missing() {
        String printed =
                printed(
                        new Outcome.Measured(Runs.of("wsman", Runs.TRIAL, 5, 1)),
                        new Outcome.Missing("go", "not installed"),
                        new Outcome.Measured(Runs.of("wsman", Runs.TRIAL, 8, 2)),
                        new Outcome.Missing("go", "not installed"),
                        new Outcome.Measured(Runs.of("wsman", Runs.TRIAL, 6, 1.5)),
                        new Outcome.Missing("go", "not installed"));

        assertThat(printed)
                .isEqualToNormalizingNewlines(
                        """
                        NTLM, 1000 hosts, think 300 ms, 64 in flight
                          client     wall s    CPU s   CPU ms/host   peak MiB   hosts/s   failures
                          wsman        6.00     1.50          1.50      100.0     166.7          0
                          go       missing: not installed

                        """);
    }

    @Test
    void counts_the_failures_of_the_worst_run_and_shows_one() {
        String printed =
                printed(
                        new Outcome.Measured(Runs.failed("go", Runs.TRIAL, 5, 1)),
                        new Outcome.Measured(Runs.of("go", Runs.TRIAL, 5, 1)));

        assertThat(printed).contains("         1   e.g. ws7: still there");
    }

    @Test
    void writes_one_object_for_each_run() throws Exception {
        Path file = folder.resolve("figures.json");

        FigureFile.write(
                file,
                List.of(
                        Runs.of("wsman", Runs.TRIAL.withDead(10), 5, 1),
                        Runs.failed("go", Runs.TRIAL, 6.5, 2)));

        JsonNode all = new ObjectMapper().readTree(file.toFile());
        assertThat(all).hasSize(2);
        assertThat(all.get(0).path("hosts").asInt()).isEqualTo(1_100);
        assertThat(all.get(1))
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        """
                                        {"client":"go","auth":"ntlm","hosts":1000,"thinkMillis":300,
                                        "concurrency":64,"wallSeconds":6.5,"cpuSeconds":2.0,
                                        "peakRssMiB":100.0,"failures":1}
                                        """));
    }

    private static String printed(Outcome... outcomes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, UTF_8)) {
            FigureTable.print(out, Runs.TRIAL, List.of(outcomes));
        }
        return bytes.toString(UTF_8);
    }
}
