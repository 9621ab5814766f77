package io.github.fleetlogoff.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.FleetException.Code;
import io.github.fleetlogoff.model.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
    @TempDir Path folder;

    private final RunReport report = Examples.small();

    @Test
    void every_format_by_its_word_writes_a_file_and_leaves_nothing_beside_it() throws Exception {
        for (String word :
                new String[] {"table", "json", "csv", "ndjson", "junit", "markdown", "html"}) {
            ReportFormat format = Word.find(ReportFormat.class, word).orElseThrow();
            ReportFile.write(folder.resolve(word), format.writer(TableStyle.PLAIN), report);
            assertThat(folder.resolve(word)).isNotEmptyFile();
        }
        assertThat(folder.resolve("json")).hasContent(Examples.expected("small.json"));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(7);
        }
    }

    @Test
    void an_old_report_is_replaced_whole_or_stays_as_it_was() throws Exception {
        Path file = Files.writeString(folder.resolve("report"), "old");
        ReportWriter failing =
                (_, out) -> {
                    out.write("half");
                    throw new IOException("No space left on device");
                };
        assertThatThrownBy(() -> ReportFile.write(file, failing, report))
                .isInstanceOfSatisfying(
                        FleetException.class, e -> assertThat(e.code()).isEqualTo(Code.JOURNAL))
                .hasMessageContaining(file.toString())
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("report " + Runs.ID);
        assertThat(file).hasContent("old");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        ReportFile.write(file, new JsonReport(), report);
        assertThat(file).hasContent(Examples.expected("small.json"));
    }

    @Test
    void a_folder_that_is_missing_is_one_sentence() {
        Path file = folder.resolve("missing").resolve("report.json");
        assertThatThrownBy(() -> ReportFile.write(file, new JsonReport(), report))
                .isInstanceOfSatisfying(
                        FleetException.class, e -> assertThat(e.code()).isEqualTo(Code.JOURNAL))
                .hasMessageContaining(file.toString());
    }

    @Test
    void a_folder_in_the_place_of_the_file_is_refused() {
        assertThatThrownBy(() -> ReportFile.write(folder, new JsonReport(), report))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void a_device_is_written_to_and_not_replaced() {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device) && !Files.isRegularFile(device));
        ReportFile.write(device, new JsonReport(), report);
        assertThat(Files.isRegularFile(device)).isFalse();
    }

    @Test
    void a_link_stays_and_the_file_it_leads_to_is_replaced() throws Exception {
        Path target = Files.writeString(folder.resolve("target"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);
        ReportFile.write(link, new JsonReport(), report);
        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent(Examples.expected("small.json"));
    }

    @Test
    void standard_output_that_is_a_file_is_not_replaced() {
        assertThat(ReportFile.isReplaced(Path.of("/dev/stdout"))).isFalse();
        assertThat(ReportFile.isReplaced(Path.of("/proc/self/fd/1"))).isFalse();
        assertThat(ReportFile.isReplaced(Path.of("/dev/shm/report.json"))).isTrue();
        assertThat(ReportFile.isReplaced(Path.of("/"))).isFalse();
    }

    @Test
    void a_device_that_is_not_there_is_one_sentence() {
        Path device = Path.of("/dev/fleet-logoff-missing");
        assertThatThrownBy(() -> ReportFile.write(device, new JsonReport(), report))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining(device.toString());
    }
}
