package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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
