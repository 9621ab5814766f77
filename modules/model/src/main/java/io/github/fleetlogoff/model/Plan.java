package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a run is to do, and how hard. Every host is in exactly one wave.
///
/// @param inventoryOrder every host once, in the order in which a report names them
/// @param waves the same hosts in the order in which they are worked
public record Plan(Sweep sweep, Limits limits, List<Host> inventoryOrder, List<Wave> waves) {

    public Plan {
        requireNonNull(sweep, "sweep is null");
        requireNonNull(limits, "limits is null");
        inventoryOrder = List.copyOf(inventoryOrder);
        waves = List.copyOf(waves);
        Set<String> names = new HashSet<>();
        for (Host host : inventoryOrder) {
            if (!names.add(host.name().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("host is in the plan twice: " + host.name());
            }
        }
        Set<String> inWaves = new HashSet<>();
        for (Wave wave : waves) {
            for (Host host : wave.hosts()) {
                if (!inWaves.add(host.name().toLowerCase(Locale.ROOT))) {
                    throw new IllegalArgumentException("host is in two waves: " + host.name());
                }
            }
        }
        if (!names.equals(inWaves)) {
            throw new IllegalArgumentException("the waves do not hold the hosts of the plan");
        }
    }
}
