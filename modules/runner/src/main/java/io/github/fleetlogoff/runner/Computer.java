package io.github.fleetlogoff.runner;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.SessionIdentity;
import java.util.Set;

/// The computer that answered, by what tells it from others.
///
/// @param name its own
/// @param logons that it showed, those it ended too
public record Computer(String name, Set<SessionIdentity> logons) {
    public Computer {
        requireNonNull(name, "name is null");
        logons = Set.copyOf(logons);
    }
}
