package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// A selection of hosts without those that are protected.
///
/// @param worked the others, in order
/// @param spared the protected ones, in order
/// @param unmatched patterns that cover no host of the inventory
public record Spared(List<Host> worked, List<Host> spared, List<String> unmatched) {
    public Spared {
        worked = List.copyOf(worked);
        spared = List.copyOf(spared);
        unmatched = List.copyOf(unmatched);
    }

    /// Takes protected hosts out of a selection, as [Inventory#spare] does.
    ///
    /// @param known hosts that a pattern may cover
    /// @throws FleetException with code `USAGE` for a pattern that cannot be read
    public static Spared of(List<Host> known, List<Host> selected, List<String> patterns) {
        List<String> unmatched = new ArrayList<>();
        List<Predicate<Host>> covering = new ArrayList<>();
        for (String pattern : patterns) {
            Predicate<Host> one;
            try {
                one = ProtectedHosts.covering(pattern);
            } catch (IllegalArgumentException e) {
                throw new FleetException(
                        FleetException.Code.USAGE, "protected hosts: " + e.getMessage(), e);
            }
            covering.add(one);
            if (known.stream().noneMatch(one)) {
                unmatched.add(pattern);
            }
        }
        Map<Boolean, List<Host>> parts =
                selected.stream()
                        .collect(
                                Collectors.partitioningBy(
                                        host -> covering.stream().anyMatch(one -> one.test(host))));
        return new Spared(
                parts.getOrDefault(false, List.of()),
                parts.getOrDefault(true, List.of()),
                unmatched);
    }
}
