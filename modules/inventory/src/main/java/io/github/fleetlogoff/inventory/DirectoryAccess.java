package io.github.fleetlogoff.inventory;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;

/// What an inventory with a `directory` is searched with.
///
/// @param secrets fetches what the search logs on with
/// @param clock by which computers were seen lately
/// @param laps whether the hosts are to be logged on to: only then are the passwords read that the
///   directory keeps of them
public record DirectoryAccess(Secrets secrets, InstantSource clock, boolean laps) {
    public DirectoryAccess {
        requireNonNull(secrets, "secrets is null");
        requireNonNull(clock, "clock is null");
    }
}
