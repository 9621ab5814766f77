package io.github.fleetlogoff.benchmark;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/// The folders a benchmark works in.
///
/// @param home of the project
/// @param scratch for the files of one benchmark; whoever made it deletes it
record Place(Path home, Path scratch) {
    Place {
        requireNonNull(home, "home is null");
        requireNonNull(scratch, "scratch is null");
    }

    /// The launcher of fleet-logoff.
    String launcher() {
        return home.resolve("fleet-logoff").toString();
    }

    /// What was built or installed of them.
    Path builtPeers() {
        return home.resolve("modules/benchmark/target/peers");
    }
}
