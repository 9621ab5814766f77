package io.github.fleetlogoff.runner;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Time for whole sweeps. It passes when a host takes its time and when a run waits: an alarm takes
/// the time with it and rings at once, but for those that end conversations, which never ring.
final class SweepTime implements InstantSource, Alarms {
    static final Instant START = Instant.parse("2026-11-21T20:00:00Z");
    static final Duration HOST_TIMEOUT = Duration.ofMinutes(2);
    static final Patience PATIENCE =
            new Patience(
                    Duration.ofMinutes(3).plusMillis(1),
                    Duration.ofMinutes(4).plusMillis(2),
                    Duration.ofMinutes(5).plusMillis(3),
                    Duration.ofMinutes(6).plusMillis(4));

    private static final Set<Duration> ENDS =
            Set.of(
                    HOST_TIMEOUT,
                    HOST_TIMEOUT.plus(PATIENCE.afterDeadline()),
                    PATIENCE.afterStop(),
                    PATIENCE.afterInterrupt(),
                    PATIENCE.proof());

    private final List<Duration> waits = new ArrayList<>();
    private Instant now = START;

    @Override
    public synchronized Instant instant() {
        return now;
    }

    synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    synchronized void set(Instant moment) {
        now = moment;
    }

    /// The waits of the run, pauses between attempts among them.
    synchronized List<Duration> waits() {
        return List.copyOf(waits);
    }

    @Override
    public Alarm after(Duration delay, Runnable action) {
        if (!ENDS.contains(delay)) {
            synchronized (this) {
                waits.add(delay);
                now = now.plus(delay);
            }
            action.run();
        }
        return () -> {};
    }
}
