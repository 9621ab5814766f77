package io.github.fleetlogoff.planner;

import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Limits;
import io.github.fleetlogoff.model.Plan;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.model.WaveSizes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;

/// Turns hosts, sweep and limits into a plan. Pure: no I/O, clock or thread.
public final class Planner {
    private static final String NO_SITE = "";

    private Planner() {}

    /// Plans in which order hosts are worked. Hosts of different sites take turns, so that a site
    /// at its limit does not hold up the rest; within a site the inventory's order stays.
    ///
    /// @param hosts in inventory order, each name once
    /// @throws IllegalArgumentException where a host is there twice
    public static Plan plan(List<Host> hosts, Sweep sweep, Safeguards safeguards, Limits limits) {
        return new Plan(sweep, safeguards, limits, hosts, sitesInTurn(hosts, host -> host));
    }

    /// Cuts a list into its waves; every element is in exactly one, and none is empty.
    static <T> List<List<T>> inWaves(List<T> ordered, WaveSizes sizes) {
        List<List<T>> waves = new ArrayList<>();
        int start = 0;
        for (int size : sizes.of(ordered.size())) {
            waves.add(List.copyOf(ordered.subList(start, start + size)));
            start += size;
        }
        return waves;
    }

    static <T> List<T> sitesInTurn(List<T> hosts, Function<T, Host> host) {
        Map<String, Queue<T>> bySite = new LinkedHashMap<>();
        for (T one : hosts) {
            String site = host.apply(one).site();
            bySite.computeIfAbsent(site == null ? NO_SITE : site, key -> new ArrayDeque<>())
                    .add(one);
        }
        List<T> ordered = new ArrayList<>(hosts.size());
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
