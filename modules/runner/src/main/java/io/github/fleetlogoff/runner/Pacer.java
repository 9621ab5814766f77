package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.Rate;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A token bucket: says when the next host may begin. It holds what becomes free in [#BURST], and
/// at least one, because no alarm is more exact than that. Used by one thread.
final class Pacer {
    private static final Duration BURST = Duration.ofMillis(10);

    private final @Nullable Duration interval;
    // When the bucket is full again.
    private Instant full = Instant.MIN;

    /// @param rate absent = any number may begin
    Pacer(@Nullable Rate rate) {
        this.interval = rate == null ? null : rate.interval();
    }

    /// How long the next host has to wait; zero = it may begin.
    Duration untilNext(Instant now) {
        if (interval == null) {
            return Duration.ZERO;
        }
        Duration room = interval.compareTo(BURST) < 0 ? BURST.minus(interval) : Duration.ZERO;
        // Further ahead than the bucket is deep: the clock was set back.
        if (full.isBefore(now) || full.isAfter(now.plus(room).plus(interval))) {
            full = now;
        }
        Duration wait = Duration.between(now.plus(room), full);
        return wait.isPositive() ? wait : Duration.ZERO;
    }

    /// The next host has begun, right after it might.
    void begun() {
        if (interval != null) {
            full = full.plus(interval);
        }
    }
}
