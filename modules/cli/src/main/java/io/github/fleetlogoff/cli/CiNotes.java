package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.report.CiSystem;
import io.github.fleetlogoff.report.MarkdownReport;
import io.github.fleetlogoff.report.ReportFile;
import io.github.fleetlogoff.report.ReportFormat;
import io.github.fleetlogoff.report.RunReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Tells the CI system that a run works in what needs a look: as notes in its log, and as a summary
/// on the page of the build. Never changes what became of the run.
///
/// @param format what is printed on standard output: the notes keep out of what a program reads
record CiNotes(Surroundings surroundings, ReportFormat format) {

    void tell(RunReport report) {
        Optional<CiSystem> ci = CiSystem.of(surroundings.environment());
        if (ci.isEmpty()) {
            return;
        }
        PrintWriter log =
                format == ReportFormat.TABLE
                        ? surroundings.terminal().out()
                        : surroundings.terminal().err();
        ci.get().notes(report).forEach(log::println);
        try {
            summary(ci.get(), report).ifPresent(log::println);
        } catch (IOException
                | UncheckedIOException
                | InvalidPathException
                | FleetException failure) {
            surroundings.note(
                    "the summary for the build's page cannot be written: " + failure.getMessage());
        }
        log.flush();
    }

    private Optional<String> summary(CiSystem ci, RunReport report) throws IOException {
        return switch (ci) {
            case GITHUB -> {
                Optional<String> file = surroundings.variable("GITHUB_STEP_SUMMARY");
                if (file.isPresent()) {
                    // The step may have written there before.
                    try (Writer out =
                            Files.newBufferedWriter(
                                    Path.of(file.get()),
                                    StandardCharsets.UTF_8,
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.APPEND)) {
                        new MarkdownReport().write(report, out);
                    }
                }
                yield Optional.empty();
            }
            case AZURE -> {
                Optional<String> folder = surroundings.variable("AGENT_TEMPDIRECTORY");
                if (folder.isEmpty()) {
                    yield Optional.empty();
                }
                Path file =
                        Path.of(folder.get(), "fleet-logoff-" + report.header().id() + ".md")
                                .toAbsolutePath();
                ReportFile.write(file, new MarkdownReport(), report);
                yield ci.summary(file.toString());
            }
            case TEAMCITY -> Optional.empty();
        };
    }
}
