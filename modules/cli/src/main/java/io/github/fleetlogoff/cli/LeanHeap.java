package io.github.fleetlogoff.cli;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.runner.Alarms;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Keeps the heap within twice what is in use.
///
/// The serial collector lets the old generation grow to the largest heap there may be before it
/// first collects it. Hosts in flight outlive the young generation, so that a very large fleet
/// would take a gigabyte for what is garbage. A smaller largest heap would be a limit to the fleet.
/// Thread-safe.
final class LeanHeap implements AutoCloseable {
    /// What a program with a thousand hosts in flight gets by with, in bytes.
    static final long LEAST = 128L << 20;

    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final Alarms alarms;
    private final LongSupplier used;
    private final Runnable collection;
    private long limit = LEAST;
    private boolean closed;

    /// @param used the bytes in use, garbage included
    /// @param collection collects all garbage before it returns
    LeanHeap(Alarms alarms, LongSupplier used, Runnable collection) {
        this.alarms = requireNonNull(alarms, "alarms is null");
        this.used = requireNonNull(used, "used is null");
        this.collection = requireNonNull(collection, "collection is null");
    }

    /// Watches the heap of this process until it is closed.
    static LeanHeap ofProcess(Alarms alarms) {
        Runtime runtime = Runtime.getRuntime();
        LeanHeap heap =
                new LeanHeap(
                        alarms, () -> runtime.totalMemory() - runtime.freeMemory(), runtime::gc);
        heap.watch();
        return heap;
    }

    /// Looks from now on.
    synchronized void watch() {
        if (!closed) {
            alarms.after(INTERVAL, this::look);
        }
    }

    private void look() {
        if (used.getAsLong() > limit) {
            collection.run();
            limit = Math.max(LEAST, 2 * used.getAsLong());
        }
        watch();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
