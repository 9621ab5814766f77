package io.github.fleetlogoff.report;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.RunEvent.RunStarted;
import java.util.List;

/// What is left to do of a run, and all that doing it takes: nothing of it comes from the
/// inventory, which may have changed. The hosts name their credentials; the secrets are asked for
/// again. Each list is in inventory order, each host of the plan is in exactly one of them.
///
/// @param start header, sweep, limits and every host of the plan
/// @param settled hosts with an outcome that stands
/// @param uncertain hosts whose command may have been delivered and that have no outcome: they are
///   asked what is true before anything else is done there
/// @param untouched hosts on which nothing was done: never begun, not got as far as their command,
///   or left out because the run was stopped
public record RunRemainder(
        RunStarted start, List<HostReport> settled, List<Host> uncertain, List<Host> untouched) {

    public RunRemainder {
        requireNonNull(start, "start is null");
        settled = List.copyOf(settled);
        uncertain = List.copyOf(uncertain);
        untouched = List.copyOf(untouched);
    }

    /// Whether every host has its outcome.
    public boolean isEmpty() {
        return uncertain.isEmpty() && untouched.isEmpty();
    }
}
