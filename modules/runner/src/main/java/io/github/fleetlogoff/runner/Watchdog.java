package io.github.fleetlogoff.runner;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Ends conversations whose time is up: one platform thread for all of them, since a host's own
/// thread may be the one that hangs.
final class Watchdog implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer;

    Watchdog() {
        timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("watchdog").factory());
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /// Calls `action` after `delay`, unless the returned alarm is turned off before.
    Alarm after(Duration delay, Runnable action) {
        var scheduled = timer.schedule(action, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    /// Something that will be done.
    @FunctionalInterface
    interface Alarm {
        void off();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
