package io.github.fleetlogoff.report;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.RunEvent.GraceBegan;
import io.github.fleetlogoff.model.RunEvent.HostWarned;
import io.github.fleetlogoff.model.RunEvent.RunStarted;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.Surveyed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
/// @param acted every host that had leave to act, also those with an outcome that stands
/// @param phases how far a sweep that goes by phases got
public record RunRemainder(
        RunStarted start,
        List<HostReport> settled,
        List<Uncertain> uncertain,
        List<Host> untouched,
        List<Uncertain> acted,
        Phases phases) {

    /// A host that may have acted.
    ///
    /// @param intended the sessions that it may have ended
    /// @param blind whether it may have ended others too: what the selector found there
    public record Uncertain(Host host, List<Session> intended, boolean blind) {
        public Uncertain {
            requireNonNull(host, "host is null");
            intended = List.copyOf(intended);
        }
    }

    /// How far a sweep that goes by phases got.
    ///
    /// @param surveys the latest answer of each surveyed host, by its name
    /// @param wave the wave that had begun, 0 = none
    /// @param grace the time that the users of that wave were given, absent = not yet
    /// @param warnings the first message to each host whose users were told, by its name
    public record Phases(
            Map<String, Surveyed> surveys,
            int wave,
            @Nullable GraceBegan grace,
            Map<String, HostWarned> warnings) {
        public Phases {
            surveys = Map.copyOf(surveys);
            warnings = Map.copyOf(warnings);
        }
    }

    public RunRemainder {
        requireNonNull(start, "start is null");
        settled = List.copyOf(settled);
        uncertain = List.copyOf(uncertain);
        untouched = List.copyOf(untouched);
        acted = List.copyOf(acted);
        requireNonNull(phases, "phases is null");
    }

    /// Whether every host has its outcome.
    public boolean isEmpty() {
        return uncertain.isEmpty() && untouched.isEmpty();
    }

    /// The hosts without an outcome that stands, in inventory order.
    public List<Host> hosts() {
        Set<String> open = new HashSet<>();
        uncertain.forEach(one -> open.add(one.host().name()));
        untouched.forEach(host -> open.add(host.name()));
        List<Host> hosts = new ArrayList<>();
        start.hosts().stream()
                .filter(planned -> open.contains(planned.name()))
                .forEach(planned -> hosts.add(planned.host()));
        return List.copyOf(hosts);
    }
}
