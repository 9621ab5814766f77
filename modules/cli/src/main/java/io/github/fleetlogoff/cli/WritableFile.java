package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.report.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// A file that an option names for writing, looked at before a host is touched.
final class WritableFile {
    private WritableFile() {}

    /// The path of the option's value.
    ///
    /// @throws io.github.fleetlogoff.model.FleetException USAGE where nothing can be written there
    static Path of(String option, String value) {
        try {
            return checked(option, Path.of(value));
        } catch (InvalidPathException e) {
            throw SessionOptions.usage(option + " " + value + ": " + e.getReason());
        }
    }

    /// The same file, absolute.
    ///
    /// @throws io.github.fleetlogoff.model.FleetException USAGE where nothing can be written there
    static Path checked(String option, Path given) {
        Path file = given.toAbsolutePath();
        Path folder = file.getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw refused(option, given, "it is a folder; name a file");
        }
        if (!Files.isDirectory(folder)) {
            throw refused(option, given, "the folder " + folder + " does not exist; create it");
        }
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw refused(option, given, "you may not write to it; choose another");
        }
        if (ReportFile.isReplaced(file)) {
            // Rights, read-only mounts and folders that take no files show only when it is tried.
            try {
                Files.delete(Files.createTempFile(folder, ".fleet-logoff-", ".tmp"));
            } catch (IOException e) {
                throw refused(
                        option,
                        given,
                        "no file can be made in the folder " + folder + "; choose another");
            }
        }
        return file;
    }

    private static RuntimeException refused(String option, Path given, String why) {
        return SessionOptions.usage(option + " " + given + ": " + why);
    }
}
