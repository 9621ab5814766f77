package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.EventSink;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.StopCause;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives every event to the journal first and the observer second. Hosts give theirs at once, not
/// in turn: one force of the disk serves all whose events it finds there.
///
/// A journal that fails stops the run and is not written again; the observer still gets every
/// event, so that what was done to the end is reported. Thread-safe. A thread that has an interrupt
/// pending keeps it, but the sinks do not see it: it could close a file under them (`FileChannel`).
final class EventLog {
    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

    private final EventSink journal;
    private final EventSink observer;
    private final StopSignal stop;
    private final Ledger ledger;
    private volatile boolean journalFailed;
    private volatile @Nullable Throwable observerFault;

    EventLog(EventSink journal, EventSink observer, StopSignal stop, Ledger ledger) {
        this.journal = journal;
        this.observer = observer;
        this.stop = stop;
        this.ledger = ledger;
    }

    /// Gives one event; says whether the journal has it. Throws nothing.
    boolean emit(RunEvent event) {
        return undisturbed(() -> {
            boolean kept = keep(event);
            show(event);
            return kept;
        });
    }

    /// Gives the last event of the run. Where the journal fails on this one, the observer first
    /// gets what `stopping` makes of that, so that the report knows of it too.
    ///
    /// @throws FleetException with [FleetException.Code#INTERNAL] where the events do not add up to
    ///   the plan (then it is not given), or the observer failed on one
    void finish(
            RunEvent.RunFinished last, Function<StopSignal.Stop, RunEvent.RunStopping> stopping) {
        ledger.check();
        undisturbed(() -> {
            boolean failedBefore = journalFailed;
            boolean kept = keep(last);
            if (!kept && !failedBefore) {
                stop.current().map(stopping).ifPresent(this::show);
            }
            show(last);
            return kept;
        });
        if (observerFault != null) {
            throw new FleetException(
                    FleetException.Code.INTERNAL,
                    "the report of the run is not whole, its journal is: " + observerFault,
                    observerFault);
        }
    }

    private static boolean undisturbed(BooleanSupplier work) {
        boolean interrupted = Thread.interrupted();
        try {
            return work.getAsBoolean();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    // An error of the machine (no memory, no stack) is a failure like any other here: let through,
    // it would cost a host its outcome.
    private boolean keep(RunEvent event) {
        if (journalFailed) {
            return false;
        }
        try {
            journal.emit(event);
            return true;
        } catch (RuntimeException | Error fault) {
            journalFailed = true;
            LOG.error("the journal can no longer be written", fault);
            stop.stop(StopCause.FAULT, message(fault));
            return false;
        }
    }

    private static String message(Throwable fault) {
        return fault instanceof FleetException && fault.getMessage() != null
                ? fault.getMessage()
                : "the journal can no longer be written: " + fault;
    }

    private void show(RunEvent event) {
        ledger.note(event);
        try {
            observer.emit(event);
        } catch (RuntimeException | Error fault) {
            LOG.error("an observer of the run failed", fault);
            if (observerFault == null) {
                observerFault = fault;
            }
        }
    }
}
