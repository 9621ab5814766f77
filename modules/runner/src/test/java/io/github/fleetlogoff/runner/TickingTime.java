package io.github.fleetlogoff.runner;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Time that passes only when a test, or a pause between attempts, says so. Alarms ring inside
/// [#advance], on its thread; but one that is set no further ahead than the longest pause is the
/// end of a pause, and takes the time with it at once.
final class TickingTime implements InstantSource, Alarms {
    static final Instant START = Instant.parse("2026-11-21T08:00:00Z");

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final long LONGEST_WAIT_MILLIS = 30_000;

    private final PriorityQueue<Due> alarms =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingInt(Due::number));
    private final List<Duration> pauses = new ArrayList<>();
    private Instant now = START;
    private int number;
    private @Nullable Runnable inPause;

    private record Due(Instant at, int number, Runnable action) {}

    Timing timing() {
        return new Timing(this, this);
    }

    /// Lets no pause end by itself; runs `action` when one begins.
    synchronized void holdPauses(Runnable action) {
        inPause = action;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /// Lets time pass without an alarm: the watchdog may be late.
    synchronized void pass(Duration duration) {
        now = now.plus(duration);
    }

    synchronized List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    @Override
    public Alarm after(Duration delay, Runnable action) {
        return delay.compareTo(LONGEST_PAUSE) > 0 ? add(delay, action) : pause(delay, action);
    }

    private Alarm pause(Duration delay, Runnable action) {
        Runnable held;
        synchronized (this) {
            pauses.add(delay);
            held = inPause;
        }
        if (held != null) {
            Alarm alarm = add(delay, action);
            held.run();
            return alarm;
        }
        pass(delay);
        action.run();
        return () -> {};
    }

    private synchronized Alarm add(Duration delay, Runnable action) {
        Due due = new Due(now.plus(delay), number++, action);
        alarms.add(due);
        notifyAll();
        return () -> cancel(due);
    }

    private synchronized void cancel(Due due) {
        alarms.remove(due);
    }

    synchronized int pending() {
        return alarms.size();
    }

    /// Returns once that many alarms are set: what a test waits for before it lets time pass. An
    /// interrupt does not end the wait.
    synchronized void awaitAlarms(int count) {
        boolean interrupted = false;
        while (alarms.size() < count) {
            try {
                wait(LONGEST_WAIT_MILLIS);
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void advance(Duration duration) {
        Instant end = instant().plus(duration);
        for (Due due = next(end); due != null; due = next(end)) {
            due.action().run();
        }
        reach(end);
    }

    private synchronized @Nullable Due next(Instant end) {
        Due due = alarms.peek();
        if (due == null || due.at().isAfter(end)) {
            return null;
        }
        reach(due.at());
        return alarms.remove();
    }

    private synchronized void reach(Instant moment) {
        if (now.isBefore(moment)) {
            now = moment;
        }
    }
}
