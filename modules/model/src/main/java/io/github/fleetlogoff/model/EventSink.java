package io.github.fleetlogoff.model;

/// Takes the events of a run, from any thread, in the order in which they are given.
@FunctionalInterface
public interface EventSink {

    /// Takes one event. Returns when the event is safe.
    ///
    /// @throws FleetException with [FleetException.Code#JOURNAL] where it cannot be kept; the
    ///   caller stops the run
    void emit(RunEvent event);
}
