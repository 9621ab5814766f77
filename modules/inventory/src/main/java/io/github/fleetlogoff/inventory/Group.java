package io.github.fleetlogoff.inventory;

import java.util.List;

/// A group as the file has it.
///
/// @param hosts the names of its own hosts, those of the groups in it not among them
/// @param parents the groups that hold it, in file order
/// @param ancestors its parents, theirs, and so on, nearest first
record Group(
        String name,
        Settings settings,
        List<String> hosts,
        List<Group> parents,
        List<Group> ancestors) {
    // A group is one thing, not the sum of its fields: the graph would be walked for every
    // comparison.
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return name;
    }
}
