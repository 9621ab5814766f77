package io.github.fleetlogoff.runner;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;

/// How a run knows the time, and is woken.
public record Timing(InstantSource clock, Alarms alarms) {

    public Timing {
        requireNonNull(clock, "clock is null");
        requireNonNull(alarms, "alarms is null");
    }
}
