package io.github.fleetlogoff.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A program that gets the summary as its standard input. It is given no arguments, its output goes
/// nowhere, and after its time it is ended.
///
/// @param limit how long it may take
record NotifyProgram(Path file, Duration limit) implements NotifyOption.Listener {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    static NotifyProgram of(String where) {
        Path file = Path.of(where).toAbsolutePath();
        if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
            throw SessionOptions.usage(
                    "--notify "
                            + where
                            + " is no program that can be run; give an address that begins with"
                            + " https://, env:NAME or the path of a program");
        }
        return new NotifyProgram(file, LIMIT);
    }

    @Override
    public Optional<String> tell(byte[] summary) {
        try {
            Process process =
                    new ProcessBuilder(file.toString())
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try {
                return told(process, summary);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException failure) {
            return Optional.of(file + " cannot be run (" + failure.getMessage() + ")");
        }
    }

    private Optional<String> told(Process process, byte[] summary) {
        // One that reads nothing must not hold us up.
        Thread.ofVirtual()
                .start(() -> {
                    try (OutputStream in = process.getOutputStream()) {
                        in.write(summary);
                    } catch (IOException _) {
                        // It did not want to know.
                    }
                });
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.of(
                        file + " was ended: it took more than " + limit.toSeconds() + " s");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.of(file + " was ended: interrupted");
        }
        return process.exitValue() == 0
                ? Optional.empty()
                : Optional.of(file + " ended with exit code " + process.exitValue());
    }
}
