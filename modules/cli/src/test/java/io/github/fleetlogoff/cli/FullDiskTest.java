package io.github.fleetlogoff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Disks that take no more, as the system itself says it: a file system without space, a process
/// whose files may not grow, a device that is full.
@Timeout(120)
@EnabledOnOs(OS.LINUX)
@Execution(ExecutionMode.CONCURRENT)
class FullDiskTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HOSTS = 60;

    @TempDir Path folder;

    @Test
    void a_run_whose_journal_may_not_grow_ends_in_order_and_is_completed() throws IOException {
        Path journals = folder.resolve("journals");
        Program.Ended[] ended = new Program.Ended[2];
        JsonNode truth =
                Rehearsed.truthAfter(
                        folder,
                        HOSTS,
                        Map.of(),
                        inventory -> {
                            // In blocks of 1,024 bytes; the whole journal has some 100,000.
                            ended[0] = program("ulimit -f 40;", inventory, journals);
                            ended[1] = resume(journals);
                        });

        assertThat(ended[0].err()).contains("File too large");
        assertThatItStoppedAndWasCompleted(journals, ended, truth);
    }

    @Test
    void a_run_on_a_file_system_without_space_ends_in_order_and_is_completed() throws IOException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                execute("mount -t tmpfs -o size=40k none " + disk).exitCode() == 0,
                "no file system can be mounted here");
        try {
            Path journals = disk.resolve("journals");
            Program.Ended[] ended = new Program.Ended[2];
            JsonNode truth =
                    Rehearsed.truthAfter(
                            folder,
                            HOSTS,
                            Map.of(),
                            inventory -> {
                                ended[0] = program("", inventory, journals);
                                execute("mount -o remount,size=40m " + disk);
                                ended[1] = resume(journals);
                            });

            assertThat(ended[0].err()).contains("No space left on device");
            assertThatItStoppedAndWasCompleted(journals, ended, truth);
        } finally {
            execute("umount " + disk);
        }
    }

    @Test
    void a_report_that_cannot_be_written_is_said_with_the_way_to_it() throws IOException {
        Rehearsed.truthAfter(
                folder,
                2,
                Map.of(),
                inventory -> {
                    Program program = new Program(folder);
                    Program.Ended ended =
                            program.run(
                                    "-i",
                                    inventory.toString(),
                                    "-u",
                                    "jdoe",
                                    "--report",
                                    "json=/dev/full");

                    assertThat(ended.exitCode()).isEqualTo(1);
                    assertThat(ended.err())
                            .contains(
                                    "the report /dev/full cannot be written",
                                    "No space left on device",
                                    "the run is in its journal");
                    assertThat(ended.out()).contains("2 hosts in");
                    assertThat(program.run("report", "last").exitCode()).isZero();
                });
    }

    @Test
    void results_that_cannot_be_printed_are_no_success() throws IOException {
        Rehearsed.truthAfter(
                folder,
                2,
                Map.of(),
                inventory -> {
                    Program.Ended ended =
                            program("exec >/dev/full;", inventory, folder.resolve("journals"));

                    assertThat(ended.exitCode()).isEqualTo(1);
                    assertThat(ended.err()).contains("standard output takes no more");
                });
    }

    private static void assertThatItStoppedAndWasCompleted(
            Path journals, Program.Ended[] ended, JsonNode truth) throws IOException {
        assertThat(ended[0].exitCode()).as(ended[0].err()).isEqualTo(1);
        assertThat(ended[0].err()).contains("the journal " + journals, "cannot be written");
        assertThat(ended[0].out()).contains("not-attempted");

        assertThat(ended[1].exitCode()).as(ended[1].err()).isZero();
        JsonNode report = JSON.readTree(ended[1].out());
        assertThat(report.path("hosts")).hasSize(HOSTS);
        assertThat(report.path("totals").path("hostsByOutcome").has("not-attempted")).isFalse();
        assertThat(Rehearsed.disagreements(report, truth, 2)).isEmpty();
    }

    private Program.Ended resume(Path journals) {
        return new Program(folder)
                .run("resume", "last", "--journal", journals.toString(), "-o", "json", "-q");
    }

    // The program as a process of a shell, in whose hands its limits and streams are.
    private Program.Ended program(String before, Path inventory, Path journals) {
        List<String> words =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        Main.class.getName(),
                        "-i",
                        inventory.toString(),
                        "--user-glob",
                        "'*'",
                        "--yes",
                        "-j",
                        "8",
                        "--journal",
                        journals.toString());
        return execute(before + " exec " + String.join(" ", words));
    }

    private Program.Ended execute(String script) {
        try {
            Path out = Files.createTempFile(folder, "out", null);
            Path err = Files.createTempFile(folder, "err", null);
            ProcessBuilder builder =
                    new ProcessBuilder("bash", "-c", script)
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            Process process = builder.start();
            if (!process.waitFor(100, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("does not end: " + script);
            }
            return new Program.Ended(
                    process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
