package io.github.fleetlogoff.inventory;

import static io.github.fleetlogoff.model.FleetException.Code.INVENTORY;

import io.github.fleetlogoff.model.DurationText;
import io.github.fleetlogoff.model.FleetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Runs a program that prints an inventory when it is called with `--list`, as Ansible calls its
/// own. Its stderr is the user's.
final class InventoryProgram {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    // What may still be in the pipe once the program has ended.
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final Path program;
    private final Duration limit;

    /// @param limit how long it may take
    InventoryProgram(Path program, Duration limit) {
        this.program = program;
        this.limit = limit;
    }

    static String print(Path program) {
        return new InventoryProgram(program, LIMIT).print();
    }

    String print() {
        Process process = start();
        try {
            process.getOutputStream().close();
            FutureTask<String> reading = new FutureTask<>(() -> read(process));
            Thread.ofVirtual().name("inventory-program").start(reading);
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw fault("did not end within " + DurationText.format(limit), null);
            }
            String printed = reading.get(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
            if (process.exitValue() != 0) {
                throw fault("ended with exit code " + process.exitValue(), null);
            }
            return printed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw fault("was interrupted", e);
        } catch (TimeoutException e) {
            throw fault("ended, but another process keeps its output open", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof FleetException known
                    ? known
                    : fault("gave an output that cannot be read", e);
        } catch (IOException e) {
            throw fault("gave an output that cannot be read", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private String read(Process process) throws IOException {
        try (InputStream in = process.getInputStream()) {
            return SourceText.read(in, program.toString());
        } finally {
            // One that prints more than is read would wait for ever.
            process.getInputStream().close();
        }
    }

    private Process start() {
        try {
            return new ProcessBuilder(program.toAbsolutePath().toString(), "--list")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw fault("cannot be started: " + e.getMessage(), e);
        }
    }

    private FleetException fault(String what, @Nullable Throwable cause) {
        return new FleetException(
                INVENTORY, "the inventory program " + program + " " + what, cause);
    }
}
