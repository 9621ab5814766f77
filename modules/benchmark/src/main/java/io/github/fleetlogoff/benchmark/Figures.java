package io.github.fleetlogoff.benchmark;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;

/// What one client made of one trial.
///
/// @param measurement of the client's process alone
/// @param failed the hosts it did not do, or not right, and why; dead hosts are not in it
record Figures(String client, Trial trial, Measurement measurement, Map<String, String> failed) {
    Figures {
        requireNonNull(client, "client is null");
        requireNonNull(trial, "trial is null");
        requireNonNull(measurement, "measurement is null");
        failed = Map.copyOf(failed);
    }

    double wallSeconds() {
        return seconds(measurement.wall());
    }

    double cpuSeconds() {
        return seconds(measurement.cpu());
    }

    double peakMebibytes() {
        return measurement.peakMemoryKib() / 1024.0;
    }

    int failures() {
        return failed.size();
    }

    double hostsPerSecond() {
        return trial.allHosts() / wallSeconds();
    }

    double cpuMillisPerHost() {
        return 1000 * cpuSeconds() / trial.allHosts();
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
