package io.github.fleetlogoff.planner;

import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Limits;
import io.github.fleetlogoff.model.Plan;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.model.Wave;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/// Turns hosts, sweep and limits into a plan. Pure: no I/O, clock or thread.
public final class Planner {
    private static final String NO_SITE = "";

    private Planner() {}

    /// Plans one wave of all hosts. Hosts of different sites take turns, so that a site at its
    /// limit does not hold up the rest; within a site the inventory's order stays.
    ///
    /// @param hosts in inventory order, each name once
    /// @throws IllegalArgumentException where a host is there twice
    public static Plan plan(List<Host> hosts, Sweep sweep, Limits limits) {
        return new Plan(sweep, limits, hosts, List.of(new Wave(1, sitesInTurn(hosts))));
    }

    private static List<Host> sitesInTurn(List<Host> hosts) {
        Map<String, Queue<Host>> bySite = new LinkedHashMap<>();
        for (Host host : hosts) {
            bySite.computeIfAbsent(
                            host.site() == null ? NO_SITE : host.site(), site -> new ArrayDeque<>())
                    .add(host);
        }
        List<Host> ordered = new ArrayList<>(hosts.size());
        while (!bySite.isEmpty()) {
            bySite.values()
                    .removeIf(waiting -> {
                        ordered.add(waiting.remove());
                        return waiting.isEmpty();
                    });
        }
        return ordered;
    }
}
