package io.github.fleetlogoff.runner;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.model.SessionReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one conversation with a host came to. A failure is a value here, never an exception.
public sealed interface Attempt {

    /// The host answered, and the answer was understood.
    ///
    /// @param exitCode the host's own code, 0 to 2
    /// @param computer which one it is, absent where it is not known
    record Answered(
            HostOutcome outcome,
            int exitCode,
            @Nullable String message,
            List<SessionReport> sessions,
            @Nullable Computer computer)
            implements Attempt {
        public Answered {
            requireNonNull(outcome, "outcome is null");
            sessions = List.copyOf(sessions);
        }

        public Answered(
                HostOutcome outcome,
                int exitCode,
                @Nullable String message,
                List<SessionReport> sessions) {
            this(outcome, exitCode, message, sessions, null);
        }
    }

    /// No answer was had.
    ///
    /// @param retry whether another conversation can help; not heeded after a refused logon, nor
    ///   where this one had leave to act
    /// @param refusedLogons logons that the host counted as failed, 0 unless the outcome is
    ///   `auth-failed`
    record Failed(HostOutcome outcome, String message, RetryAdvice retry, int refusedLogons)
            implements Attempt {
        public Failed {
            requireNonNull(outcome, "outcome is null");
            requireNonNull(message, "message is null");
            requireNonNull(retry, "retry is null");
        }
    }
}
