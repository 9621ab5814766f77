package io.github.fleetlogoff.simulator.wsman;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.simulator.http.Timers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;

/// What all services of a fleet share. For the server's thread only.
public final class Surroundings {
    private final Timers timers;
    private final InstantSource clock;
    private final Duration think;
    private final Counts counts;
    private final SplittableRandom chance;
    private final ServiceConfig config;
    private final RequestReader reader = new RequestReader();
    private final AnswerWriter writer = new AnswerWriter(this::freshId, "127.0.0.1");

    /// @param think of an ordinary host: a slow one takes ten times as long
    /// @param seed of identifiers and garbage
    /// @param config of every service
    public Surroundings(
            Timers timers,
            InstantSource clock,
            Duration think,
            Counts counts,
            long seed,
            ServiceConfig config) {
        this.timers = requireNonNull(timers, "timers is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.think = requireNonNull(think, "think is null");
        this.counts = requireNonNull(counts, "counts is null");
        this.chance = new SplittableRandom(seed);
        this.config = requireNonNull(config, "config is null");
    }

    Timers timers() {
        return timers;
    }

    InstantSource clock() {
        return clock;
    }

    Duration think() {
        return think;
    }

    Counts counts() {
        return counts;
    }

    SplittableRandom chance() {
        return chance;
    }

    ServiceConfig config() {
        return config;
    }

    RequestReader reader() {
        return reader;
    }

    AnswerWriter writer() {
        return writer;
    }

    /// An identifier as Windows writes it.
    String freshId() {
        return new UUID(chance.nextLong(), chance.nextLong()).toString().toUpperCase(Locale.ROOT);
    }
}
