package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.RunEvent;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Counts outcomes against the plan: one per host, no other. Thread-safe.
final class Ledger {
    private static final int NAMES_IN_A_MESSAGE = 5;

    private final Set<String> open = new LinkedHashSet<>();
    private final Set<String> wrong = new HashSet<>();

    Ledger(List<Host> hosts) {
        hosts.stream().map(Host::name).forEach(open::add);
    }

    /// Takes note of an event that is given out.
    synchronized void note(RunEvent event) {
        if (event instanceof RunEvent.HostFinished finished
                && !open.remove(finished.report().host())) {
            wrong.add(finished.report().host());
        }
    }

    /// @throws FleetException with [FleetException.Code#INTERNAL] where a host has no outcome, or
    ///   more than one, or is none of the plan
    synchronized void check() {
        if (!open.isEmpty() || !wrong.isEmpty()) {
            throw new FleetException(
                    FleetException.Code.INTERNAL,
                    "the run does not add up to its plan: %d hosts without an outcome %s, %d with one too many %s; please report this fault"
                            .formatted(open.size(), some(open), wrong.size(), some(wrong)));
        }
    }

    private static List<String> some(Set<String> hosts) {
        return hosts.stream().limit(NAMES_IN_A_MESSAGE).toList();
    }
}
