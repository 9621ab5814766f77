package io.github.fleetlogoff.simulator.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/// What the server's thread is to do later. For that thread only.
public final class Timers {
    private static final Comparator<Timer> ORDER =
            Comparator.comparing(Timer::due).thenComparingLong(Timer::serial);

    private final InstantSource clock;
    private final TreeSet<Timer> waiting = new TreeSet<>(ORDER);
    private long serial;

    Timers(InstantSource clock) {
        this.clock = clock;
    }

    /// Something to do at its time.
    public record Timer(Instant due, long serial, Runnable action) {}

    /// Does `action` when `delay` has passed by the clock.
    public Timer after(Duration delay, Runnable action) {
        Timer timer = new Timer(clock.instant().plus(delay), serial++, action);
        waiting.add(timer);
        return timer;
    }

    /// Takes it back; nothing happens where it is done.
    public void cancel(Timer timer) {
        waiting.remove(timer);
    }

    /// Does all that is due.
    void runDue() {
        Instant now = clock.instant();
        while (!waiting.isEmpty() && !waiting.first().due().isAfter(now)) {
            Timer first = waiting.first();
            waiting.remove(first);
            first.action().run();
        }
    }

    /// Until the next is due, not negative; empty where nothing waits.
    Optional<Duration> untilNext() {
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        Duration left = Duration.between(clock.instant(), waiting.first().due());
        return Optional.of(left.isNegative() ? Duration.ZERO : left);
    }
}
