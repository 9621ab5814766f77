package io.github.fleetlogoff.inventory;

import java.util.List;

/// A group of an inventory.
///
/// @param hosts the names of its own hosts, those of the groups in it not among them
/// @param groups the names of the groups directly in it
public record HostGroup(String name, List<String> hosts, List<String> groups) {
    public HostGroup {
        hosts = List.copyOf(hosts);
        groups = List.copyOf(groups);
    }
}
