package io.github.fleetlogoff.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// How many cells a terminal is wide, also after a person has pulled at its edge: it is measured
/// again when the system says so (SIGWINCH), which Windows does not. Thread-safe.
final class TerminalWidth implements IntSupplier, AutoCloseable {
    private static final int LEAST = 20;
    private static final int MOST = 9_999;
    private static final int PATIENCE_SECONDS = 1;

    private final Supplier<OptionalInt> measure;
    private final AutoCloseable signal;
    private volatile boolean changed;
    private int width;

    /// @param first what it is wide now
    /// @param measure what it is wide, empty where that cannot be told
    TerminalWidth(int first, Supplier<OptionalInt> measure) {
        this.width = first;
        this.measure = measure;
        this.signal = Signals.whenResized(() -> changed = true);
    }

    /// The width of the terminal that this process belongs to.
    static TerminalWidth ofProcess(int first) {
        return new TerminalWidth(first, TerminalWidth::asked);
    }

    @Override
    public synchronized int getAsInt() {
        if (changed) {
            changed = false;
            measure.get().ifPresent(columns -> width = Math.clamp(columns, LEAST, MOST));
        }
        return width;
    }

    @Override
    public void close() {
        try {
            signal.close();
        } catch (Exception e) {
            throw new IllegalStateException("a signal cannot be given back", e);
        }
    }

    /// `stty size` prints rows and columns. Java has no call for it.
    private static OptionalInt asked() {
        try {
            Process stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(new File("/dev/tty"))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try {
                if (!stty.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    return OptionalInt.empty();
                }
                String said =
                        new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                                .strip();
                return said.matches("\\d{1,4} [1-9]\\d{0,3}")
                        ? OptionalInt.of(Integer.parseInt(said.substring(said.indexOf(' ') + 1)))
                        : OptionalInt.empty();
            } finally {
                stty.destroyForcibly();
            }
        } catch (IOException e) {
            return OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }
}
