package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of one host.
///
/// @param host the name in the inventory
/// @param exitCode the host's own code: 0 done or nothing to do, 1 not elevated or a logoff failed,
///   2 nobody logged on; absent where the host was not reached
/// @param effort what it cost
/// @param message one sentence for a person, with the next step where something failed
/// @param reason why it was never tried; present for [HostOutcome#NOT_ATTEMPTED] only
public record HostReport(
        String host,
        HostOutcome outcome,
        @Nullable Integer exitCode,
        Effort effort,
        @Nullable String message,
        @Nullable NotAttemptedReason reason,
        List<SessionReport> sessions) {

    /// What a host's outcome cost.
    ///
    /// @param attempts conversations begun, 0 for a host never tried
    /// @param duration from the first attempt to the outcome, waits between attempts included
    /// @param refusedLogons logons that the host refused; an engine may spend two per attempt
    public record Effort(int attempts, Duration duration, int refusedLogons) {
        public static final Effort NONE = new Effort(0, Duration.ZERO, 0);

        public Effort {
            requireNonNull(duration, "duration is null");
        }
    }

    public HostReport {
        requireNonNull(host, "host is null");
        requireNonNull(outcome, "outcome is null");
        requireNonNull(effort, "effort is null");
        sessions = List.copyOf(sessions);
        if ((outcome == HostOutcome.NOT_ATTEMPTED) != (reason != null)) {
            throw new IllegalArgumentException(
                    "reason goes with not-attempted, and only with it: " + host);
        }
    }

    /// The same with other sessions.
    public HostReport withSessions(List<SessionReport> others) {
        return new HostReport(host, outcome, exitCode, effort, message, reason, others);
    }

    /// A host that was never tried.
    public static HostReport notAttempted(String host, NotAttemptedReason reason, String message) {
        return new HostReport(
                host, HostOutcome.NOT_ATTEMPTED, null, Effort.NONE, message, reason, List.of());
    }
}
