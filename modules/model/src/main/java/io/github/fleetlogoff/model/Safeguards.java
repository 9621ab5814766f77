package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a sweep is careful about.
///
/// @param warning what users are told before, absent = they are not
public record Safeguards(
        @Nullable Warning warning, WaveSizes waves, Guards guards, Blackout blackout) {
    /// One wave, no warning, no guard.
    public static final Safeguards NONE =
            new Safeguards(null, WaveSizes.ONE, Guards.NONE, Blackout.NONE);

    public Safeguards {
        requireNonNull(waves, "waves is null");
        requireNonNull(guards, "guards is null");
        requireNonNull(blackout, "blackout is null");
    }

    /// The same within the bounds of a policy: its budget, and its times in which nothing is ended.
    public Safeguards within(SitePolicy policy) {
        return new Safeguards(
                warning,
                waves,
                guards.within(policy.maxLogoffs()),
                blackout.and(policy.blackout()));
    }

    /// The time from the warning to the end, zero without a warning.
    public Duration graceOrNone() {
        return warning == null ? Duration.ZERO : warning.grace();
    }

    /// Whether the hosts must be asked before anything is done: to warn, to count against a budget,
    /// to compare with earlier runs, or to fill waves with hosts that prove something.
    public boolean needSurvey() {
        return warning != null
                || waves.shares().size() > 1
                || guards.maxLogoffs() != null
                || guards.maxChange() != null;
    }
}
