package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The process that works a run. Operating systems give a number to one process after another: only
/// with the time of its start, on its computer, does it mean one.
///
/// @param startedAt as the operating system tells it, absent where it does not
/// @param computer the name of the computer it runs on
public record RunProcess(long pid, @Nullable Instant startedAt, String computer) {
    public RunProcess {
        requireNonNull(computer, "computer is null");
    }

    /// `process 4711 on console`.
    @Override
    public String toString() {
        return "process " + pid + " on " + computer;
    }
}
