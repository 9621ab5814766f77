package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// What a run is to do, how carefully, and how hard. Which sessions in which wave is known once its
/// hosts were asked: [SurveyedPlan].
///
/// @param inventoryOrder every host once, in the order in which a report names them
/// @param order the same hosts in the order in which they are worked, or asked
public record Plan(
        Sweep sweep,
        Safeguards safeguards,
        Limits limits,
        List<Host> inventoryOrder,
        List<Host> order) {

    public Plan {
        requireNonNull(sweep, "sweep is null");
        requireNonNull(safeguards, "safeguards is null");
        requireNonNull(limits, "limits is null");
        inventoryOrder = List.copyOf(inventoryOrder);
        order = List.copyOf(order);
        if (order.size() != inventoryOrder.size() || !names(order).equals(names(inventoryOrder))) {
            throw new IllegalArgumentException("the order does not hold the hosts of the plan");
        }
    }

    /// The hosts that a host before them in the inventory's order stands for, each with that one:
    /// they have one address and port, are reached the same way, and the first one would accept
    /// every computer that the other would. Where the names expected differ, at most one of them is
    /// right, and asking says which.
    public Map<Host, Host> doubles() {
        Map<Host, Host> doubles = new LinkedHashMap<>();
        Map<String, List<Host>> byAddress = new HashMap<>();
        for (Host host : inventoryOrder) {
            List<Host> there =
                    byAddress.computeIfAbsent(host.connection().place(), _ -> new ArrayList<>(1));
            there.stream()
                    .filter(first -> standsFor(first, host))
                    .findFirst()
                    .ifPresentOrElse(first -> doubles.put(host, first), () -> there.add(host));
        }
        return doubles;
    }

    private boolean standsFor(Host first, Host other) {
        Optional<String> expected = first.expectedComputerName();
        return isReachedAlike(first.connection(), other.connection())
                && (sweep.anyComputerName()
                        || expected.isEmpty()
                        || expected.equals(other.expectedComputerName()));
    }

    // What one entry is refused, another may be granted.
    private static boolean isReachedAlike(Connection one, Connection other) {
        return one.auth() == other.auth()
                && one.speaker() == other.speaker()
                && one.endpoint().equals(other.endpoint())
                && Objects.equals(one.credential(), other.credential())
                && Objects.equals(one.tls(), other.tls());
    }

    private static Set<String> names(List<Host> hosts) {
        Set<String> names = new HashSet<>();
        for (Host host : hosts) {
            if (!names.add(host.name().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("host is in the plan twice: " + host.name());
            }
        }
        return names;
    }
}
