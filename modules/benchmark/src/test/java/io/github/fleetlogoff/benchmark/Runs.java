package io.github.fleetlogoff.benchmark;

import java.time.Duration;
import java.util.Map;

/// Figures that no run has taken.
final class Runs {
    static final Trial TRIAL = new Trial(Auth.NTLM, 1_000, 0, Duration.ofMillis(300), 64);

    private Runs() {}

    static Figures of(String client, Trial trial, double wallSeconds, double cpuSeconds) {
        return new Figures(client, trial, measurement(wallSeconds, cpuSeconds, 0), Map.of());
    }

    static Figures failed(String client, Trial trial, double wallSeconds, double cpuSeconds) {
        return new Figures(
                client,
                trial,
                measurement(wallSeconds, cpuSeconds, 1),
                Map.of("ws7", "still there"));
    }

    static Measurement measurement(double wallSeconds, double cpuSeconds, int exitCode) {
        return new Measurement(
                Duration.ofMillis(Math.round(wallSeconds * 1000)),
                Duration.ofMillis(Math.round(cpuSeconds * 1000)),
                100 * 1024,
                1,
                3,
                exitCode);
    }
}
