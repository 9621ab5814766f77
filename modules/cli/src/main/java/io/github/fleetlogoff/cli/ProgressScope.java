package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.EventSink;

/// Shows a run while it goes on, until closed.
interface ProgressScope extends EventSink, AutoCloseable {
    @Override
    default void close() {}
}
