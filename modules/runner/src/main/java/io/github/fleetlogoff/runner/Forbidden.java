package io.github.fleetlogoff.runner;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the policy forbids of a run that began before it said so.
///
/// @param hosts that are not worked, by name
/// @param ending why nothing more is ended at all, absent = it may be
public record Forbidden(Set<String> hosts, @Nullable String ending) {
    /// Nothing.
    public static final Forbidden NOTHING = new Forbidden(Set.of(), null);

    public Forbidden {
        hosts = Set.copyOf(hosts);
    }
}
