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
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Writes a report into a file. Whoever reads the file sees the old one or the whole new one, never
/// a part.
public final class ReportFile {

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final List<Path> DEVICES = List.of(Path.of("/dev"), Path.of("/proc"));

    private ReportFile() {}

    /// Writes the report in UTF-8 beside the file and moves it there.
    ///
    /// @throws FleetException with [Code#JOURNAL] and the path where that fails; an old file is
    ///   then as it was
    public static void write(Path file, ReportWriter writer, RunReport report) {
        try {
            if (!isReplaced(file)) {
                append(file, writer, report);
                return;
            }
            // A link stays: the file it leads to is the one that is replaced.
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
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

    /// Whether the file is written anew beside the old one and moved there, so that its folder must
    /// take another file. What is no regular file cannot be moved over: a device, a pipe, and what
    /// `/dev/stdout` leads to, even where that is a file.
    public static boolean isReplaced(Path file) {
        Path absolute = file.toAbsolutePath();
        boolean device = DEVICES.stream().anyMatch(absolute::startsWith);
        return (!device || absolute.startsWith(MEMORY))
                && (!Files.exists(file) || Files.isRegularFile(file));
    }

    private static void append(Path file, ReportWriter writer, RunReport report)
            throws IOException {
        try (Writer out =
                Files.newBufferedWriter(
                        file,
                        StandardCharsets.UTF_8,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND)) {
            writer.write(report, out);
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
