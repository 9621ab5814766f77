package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.model.Host;
import java.util.List;

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
}
