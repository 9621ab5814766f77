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
    // Threads of the platform cost so few hosts nothing. The JDK's poller, which the first virtual
    // thread that waits for a socket starts, costs the process 0.3 s at its end: HotSpot waits so
    // long for a thread in native code.
    private static final int FEW = 64;

    Pass {
        hosts = List.copyOf(hosts);
    }

    /// A thread for a conversation, not started. Thread-safe.
    Thread thread(Host host, Runnable work) {
        Thread.Builder kind =
                hosts.size() > FEW ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
        return kind.name("host " + host.name())
                .inheritInheritableThreadLocals(false)
                .unstarted(work);
    }

    /// Makes an answer an event. Called by many threads.
    @FunctionalInterface
    interface Telling {
        /// The event of one answer; empty where the run keeps it to itself for now.
        Optional<RunEvent> event(Instant at, Answer answer);
    }
}
