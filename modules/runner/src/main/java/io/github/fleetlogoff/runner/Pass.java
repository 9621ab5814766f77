package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.RunEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Many hosts, one conversation with each, and again where it came to nothing.
///
/// @param hosts in the order in which they are begun
/// @param operation what is said to them
/// @param acts whether it may end sessions, which has its forbidden times
/// @param telling what is told of each
record Pass(List<Host> hosts, HostOperation operation, boolean acts, Telling telling) {
    Pass {
        hosts = List.copyOf(hosts);
    }

    /// Makes an answer an event. Called by many threads.
    @FunctionalInterface
    interface Telling {
        /// The event of one answer; empty where the run keeps it to itself for now.
        Optional<RunEvent> event(Instant at, Answer answer);
    }
}
