package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.EventSink;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.RunEvent;
import java.util.function.Consumer;

/// Hands events to the journal first and then to the observer. Once the journal has failed it is
/// not written again; the observer still gets everything, so that a report can be made.
/// Thread-safe.
final class EventLog {
    private final EventSink journal;
    private final EventSink observer;
    private final Consumer<String> onFailure;
    private volatile boolean failed;

    EventLog(EventSink journal, EventSink observer, Consumer<String> onFailure) {
        this.journal = journal;
        this.observer = observer;
        this.onFailure = onFailure;
    }

    /// Hands over one event.
    ///
    /// @return whether the event is safe in the journal
    boolean emit(RunEvent event) {
        boolean kept = keep(event);
        observer.emit(event);
        return kept;
    }

    private boolean keep(RunEvent event) {
        if (failed) {
            return false;
        }
        try {
            journal.emit(event);
            return true;
        } catch (FleetException e) {
            failed = true;
            onFailure.accept(
                    e.getMessage() == null ? "the journal cannot be written" : e.getMessage());
            return false;
        }
    }
}
