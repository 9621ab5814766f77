package io.github.fleetlogoff.runner;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Real alarms, on one platform thread: hosts that keep every carrier of the virtual threads busy
/// can not delay the deadline that ends them. The thread is a daemon: it never keeps the program
/// alive.
public final class Watchdog implements Alarms, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final ScheduledThreadPoolExecutor executor =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name("watchdog").factory());

    public Watchdog() {
        // Nearly every alarm is cancelled; kept until due, they would hold their hosts in memory.
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Alarm after(Duration delay, Runnable action) {
        Future<?> call =
                executor.schedule(() -> ring(action), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> call.cancel(false);
    }

    // An executor swallows what its work throws; here it would be a host whose deadline silently
    // never ends it.
    private static void ring(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException fault) {
            LOG.error("an alarm failed", fault);
        }
    }

    /// Drops the alarms that are still to come. One that is running is not interrupted.
    @Override
    public void close() {
        executor.shutdown();
    }
}
