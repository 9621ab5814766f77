package io.github.fleetlogoff.report;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.FleetException.Code;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Writes a report into a file. Whoever reads the file sees the old one or the whole new one, never
/// a part.
public final class ReportFile {

    private ReportFile() {}

    /// Writes the report in UTF-8 beside the file and moves it there.
    ///
    /// @throws FleetException with [Code#JOURNAL] and the path where that fails; an old file is
    ///   then as it was
    public static void write(Path file, ReportWriter writer, RunReport report) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                // A device or a pipe, which cannot be moved over; a folder fails here in the
                // system's words.
                fill(file, writer, report);
                return;
            }
            Path target = file.toAbsolutePath();
            Path draft =
                    target.resolveSibling(
                            "." + target.getFileName() + "." + report.header().id() + ".tmp");
            try {
                fill(draft, writer, report);
                move(draft, target);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new FleetException(
                    Code.JOURNAL,
                    "the report "
                            + file
                            + " cannot be written: "
                            + IoWords.of(e)
                            + "; the run is in its journal, \"report "
                            + report.header().id()
                            + "\" writes it again",
                    e);
        }
    }

    private static void fill(Path file, ReportWriter writer, RunReport report) throws IOException {
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            writer.write(report, out);
        }
    }

    private static void move(Path draft, Path target) throws IOException {
        try {
            Files.move(
                    draft,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
