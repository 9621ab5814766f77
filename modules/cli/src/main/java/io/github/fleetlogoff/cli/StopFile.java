package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.FleetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// How the stop command reaches a run: a file beside its journal, which the run looks for. A signal
/// would not do: Windows has none that ends a process in order.
final class StopFile implements AutoCloseable {
    private static final long LOOK_MILLIS = 200;
    private static final long END_MILLIS = 2_000;

    private final Path file;
    private final Consumer<String> stop;
    private final Thread watch;

    /// Looks for the file of a journal until closed.
    ///
    /// @param stop is told who asks, each time somebody does
    StopFile(Path journal, Consumer<String> stop) {
        this.file = of(journal);
        this.stop = stop;
        remove();
        watch = Thread.ofPlatform().daemon().name("stop file").start(this::look);
    }

    /// Asks the run of a journal to end.
    ///
    /// @param who asks
    static void ask(Path journal, String who) {
        Path file = of(journal);
        try {
            Path written = Files.createTempFile(file.toAbsolutePath().getParent(), "stop", ".tmp");
            Files.writeString(written, who);
            Files.move(
                    written,
                    file,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new FleetException(
                    FleetException.Code.JOURNAL,
                    "the run cannot be asked to stop: " + file + " cannot be written",
                    e);
        }
    }

    private static Path of(Path journal) {
        return journal.resolveSibling(journal.getFileName() + ".stop");
    }

    private void look() {
        try {
            while (true) {
                if (Files.exists(file)) {
                    String who = read();
                    remove();
                    stop.accept(who);
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String read() {
        try {
            return Files.readString(file).strip();
        } catch (IOException _) {
            return "somebody";
        }
    }

    private void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // It is then heeded again, which only stops the run at once.
        }
    }

    @Override
    public void close() {
        watch.interrupt();
        try {
            watch.join(END_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        remove();
    }
}
