package io.github.fleetlogoff.simulator.windows;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;

/// The time on every computer of a fleet: it starts with the fleet, always at the same minute, and
/// goes on as the clock does. Thread-safe where the clock is.
final class HostClock {

    /// When every fleet starts.
    static final LocalDateTime START = LocalDateTime.of(2026, 11, 21, 10, 30);

    private final InstantSource clock;
    private final Instant start;

    HostClock(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock is null");
        this.start = clock.instant();
    }

    Instant instant() {
        return clock.instant();
    }

    /// Whole minutes since the start, not negative.
    long minutes() {
        return Math.max(0, Duration.between(start, clock.instant()).toMinutes());
    }

    LocalDateTime now() {
        return START.plusMinutes(minutes());
    }
}
