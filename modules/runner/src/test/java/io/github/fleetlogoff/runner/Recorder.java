package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.EventSink;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.RunEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Keeps events; fails on the first that a test names, as a full disk would, and keeps none after
/// that.
final class Recorder implements EventSink {
    static final String DISK_FULL = "runs/1.ndjson: no space left on device";

    private static final long LONGEST_WAIT_MILLIS = 30_000;

    private final List<RunEvent> events = new ArrayList<>();
    private Predicate<RunEvent> full = _ -> false;
    private Consumer<RunEvent> watching = _ -> {};
    private boolean failed;
    private int due;
    private @Nullable Runnable then;

    synchronized void failOn(Predicate<RunEvent> event) {
        full = event;
    }

    /// Does something once so many events are there.
    synchronized void after(int count, Runnable action) {
        due = count;
        then = action;
    }

    /// Shows every event once it is there.
    synchronized void onEach(Consumer<RunEvent> watcher) {
        watching = watcher;
    }

    @Override
    public void emit(RunEvent event) {
        Runnable action = null;
        Consumer<RunEvent> watcher;
        synchronized (this) {
            keep(event);
            watcher = watching;
            if (events.size() == due) {
                action = then;
            }
        }
        watcher.accept(event);
        if (action != null) {
            action.run();
        }
    }

    private void keep(RunEvent event) {
        if (failed || full.test(event)) {
            failed = true;
            throw new FleetException(FleetException.Code.JOURNAL, DISK_FULL);
        } else {
            events.add(event);
            notifyAll();
        }
    }

    /// Returns once a host has its outcome; an interrupt does not end the wait.
    synchronized void awaitFinished(String host) {
        boolean interrupted = false;
        while (all(RunEvent.HostFinished.class).stream()
                .noneMatch(finished -> finished.report().host().equals(host))) {
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

    synchronized List<RunEvent> events() {
        return List.copyOf(events);
    }

    synchronized boolean hasFailed() {
        return failed;
    }

    <E extends RunEvent> List<E> all(Class<E> type) {
        return events().stream().filter(type::isInstance).map(type::cast).toList();
    }
}
