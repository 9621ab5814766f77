package io.github.fleetlogoff.runner;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.StopCause;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks a run to end early, from any thread, also before the run begins; belongs to one run.
/// Thread-safe.
public final class StopSignal {

    /// Why the run ends.
    ///
    /// @param message one sentence for a person
    record Stop(StopCause cause, String message) {
        Stop {
            requireNonNull(cause, "cause is null");
            requireNonNull(message, "message is null");
        }
    }

    private @Nullable Stop stop;
    private boolean now;
    private @Nullable Runnable listener;

    /// Begins no further host; those in flight finish within a bound. Asked again it changes
    /// nothing, but that [StopCause#FAULT] takes the place of another cause.
    ///
    /// @param message one sentence for a person; the report gives it with every host that was not
    ///   attempted
    public void stop(StopCause cause, String message) {
        change(new Stop(cause, message), false);
    }

    /// Ends the conversations in flight at once. Where no stop was asked for before, this is one,
    /// with [StopCause#INTERRUPTED].
    public void stopNow() {
        change(new Stop(StopCause.INTERRUPTED, "stopped at once"), true);
    }

    private void change(Stop asked, boolean atOnce) {
        Runnable told;
        synchronized (this) {
            boolean weightier =
                    asked.cause() == StopCause.FAULT
                            && stop != null
                            && stop.cause() != StopCause.FAULT;
            if (stop == null || weightier) {
                stop = asked;
            }
            now |= atOnce;
            told = listener;
        }
        if (told != null) {
            told.run();
        }
    }

    /// Whether a stop was asked for.
    public synchronized boolean requested() {
        return stop != null;
    }

    /// Whether conversations in flight are to be ended at once.
    synchronized boolean atOnce() {
        return now;
    }

    synchronized Optional<Stop> current() {
        return Optional.ofNullable(stop);
    }

    /// Registers the one listener, called after each change, and at once where a stop was already
    /// asked for.
    void onChange(Runnable changed) {
        boolean late;
        synchronized (this) {
            if (listener != null) {
                throw new IllegalStateException("a stop signal belongs to one run");
            }
            listener = changed;
            late = stop != null;
        }
        if (late) {
            changed.run();
        }
    }
}
