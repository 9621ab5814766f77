package io.github.fleetlogoff.model;

import java.util.Collection;

/// Whether the wave after a finished one may begin.
///
/// @param wave the finished one, from 1
/// @param hosts of that wave
/// @param failed those of them that failed
/// @param allowed how many may
public record WaveVerdict(int wave, int hosts, int failed, long allowed) {

    /// Judges a finished wave by the outcomes of all its hosts.
    public static WaveVerdict of(int wave, Collection<HostOutcome> outcomes, Guards guards) {
        int failed = (int) outcomes.stream().filter(WaveVerdict::isFailure).count();
        return new WaveVerdict(
                wave, outcomes.size(), failed, guards.failuresAllowed(outcomes.size()));
    }

    /// Whether the next wave may begin.
    public boolean passed() {
        return failed <= allowed;
    }

    /// One sentence for a person: which wave, which figure.
    public String sentence() {
        return String.format(
                "%d of %d %s of wave %d failed, --max-failures allows %s",
                failed,
                hosts,
                hosts == 1 ? "host" : "hosts",
                wave,
                allowed == 0 ? "none" : Long.toString(allowed));
    }

    /// Whether a host with this outcome counts against the failures of its wave: whatever is not
    /// verified does.
    public static boolean isFailure(HostOutcome outcome) {
        return switch (outcome) {
            case COMPLETED, NOTHING_TO_DO, NO_USERS -> false;
            case FAILED,
                    ACCESS_DENIED,
                    AUTH_FAILED,
                    WRONG_HOST,
                    UNREACHABLE,
                    TIMED_OUT,
                    PROTOCOL_ERROR,
                    NOT_ATTEMPTED ->
                    true;
        };
    }
}
