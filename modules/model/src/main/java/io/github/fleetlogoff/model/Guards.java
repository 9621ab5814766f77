package io.github.fleetlogoff.model;

import org.jspecify.annotations.Nullable;

/// What stops or slows a sweep. What is absent was not asked for.
///
/// @param maxLogoffs the most sessions that may be ended in all; a percentage is of the sessions
///   that the survey selected
/// @param maxFailures the most hosts of a wave that may fail before no further wave begins; see
///   [#failuresAllowed]
/// @param maxChange how far the sweep may be from earlier runs of the same playbook
/// @param rate hosts begun in a time
public record Guards(
        @Nullable Ceiling maxLogoffs,
        @Nullable Ceiling maxFailures,
        @Nullable ChangeFactor maxChange,
        @Nullable Rate rate) {
    public static final Guards NONE = new Guards(null, null, null, null);

    /// The same, and no more sessions than a bound allows.
    ///
    /// @param bound absent = there is none
    Guards within(@Nullable Ceiling bound) {
        if (bound == null) {
            return this;
        }
        return new Guards(
                maxLogoffs == null ? bound : maxLogoffs.and(bound), maxFailures, maxChange, rate);
    }

    /// The failed hosts with which a wave of so many hosts still passes: none where nothing was
    /// said, since a wave that proves nothing is no canary.
    public long failuresAllowed(int hostsOfWave) {
        return maxFailures == null ? 0 : maxFailures.most(hostsOfWave);
    }
}
