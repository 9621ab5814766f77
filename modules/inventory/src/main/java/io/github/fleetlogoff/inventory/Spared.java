package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    /// @param anyComputer whether the computers' names are not checked
    /// @throws FleetException with code `USAGE` for a pattern that cannot be read
    public static Spared of(
            List<Host> known, List<Host> selected, List<String> patterns, boolean anyComputer) {
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
        Predicate<Host> named = host -> covering.stream().anyMatch(one -> one.test(host));
        Predicate<Host> alias =
                aliases(
                        Stream.concat(known.stream(), selected.stream()).filter(named),
                        anyComputer);
        Map<Boolean, List<Host>> parts =
                selected.stream().collect(Collectors.partitioningBy(named.or(alias)));
        return new Spared(
                parts.getOrDefault(false, List.of()),
                parts.getOrDefault(true, List.of()),
                unmatched);
    }

    // Other names of protected hosts: with the same address and port, and no computer's name that
    // would tell them apart.
    private static Predicate<Host> aliases(Stream<Host> named, boolean anyComputer) {
        Map<String, Set<Optional<String>>> expected =
                named.collect(
                        Collectors.groupingBy(
                                host -> host.connection().place(),
                                Collectors.mapping(
                                        Host::expectedComputerName, Collectors.toSet())));
        return host -> {
            Set<Optional<String>> there = expected.get(host.connection().place());
            Optional<String> own = host.expectedComputerName();
            return there != null
                    && (anyComputer
                            || own.isEmpty()
                            || there.contains(Optional.<String>empty())
                            || there.contains(own));
        };
    }
}
