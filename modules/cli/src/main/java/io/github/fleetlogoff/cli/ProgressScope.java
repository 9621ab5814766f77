package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.EventSink;

/// Shows a run while it goes on, until closed.
interface ProgressScope extends EventSink, AutoCloseable {
    /// Shows nothing.
    ProgressScope NONE = event -> {};

    @Override
    default void close() {}
}
