package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A moment by which something must be over. Immutable.
public final class Deadline {
    private final InstantSource clock;
    private final Instant end;

    private Deadline(InstantSource clock, Instant end) {
        this.clock = requireNonNull(clock, "clock is null");
        this.end = requireNonNull(end, "end is null");
    }

    public static Deadline in(Duration left, InstantSource clock) {
        return new Deadline(clock, clock.instant().plus(left));
    }

    /// The time left, never negative.
    public Duration left() {
        Duration left = Duration.between(clock.instant(), end);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /// The smaller of the time left and `most`.
    public Duration atMost(Duration most) {
        Duration left = left();
        return left.compareTo(most) < 0 ? left : most;
    }

    public boolean passed() {
        return left().isZero();
    }
}
