package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// A host and what it answered to the survey, which is a dry run of the sweep.
///
/// @param computer the computer's own name as it answered, absent where it did not
public record Surveyed(Host host, HostReport report, @Nullable String computer) {

    public Surveyed {
        requireNonNull(host, "host is null");
        requireNonNull(report, "report is null");
        if (!host.name().equalsIgnoreCase(report.host())) {
            throw new IllegalArgumentException(
                    "the report of " + report.host() + " is not of " + host.name());
        }
    }
}
