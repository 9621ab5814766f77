package io.github.fleetlogoff.runner;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a host came to in one pass.
///
/// @param computer the computer's own name as it answered, absent where it did not
/// @param leave absent where it had none to act
record Answer(HostReport report, @Nullable String computer, @Nullable Leave leave) {

    /// Leave to act.
    ///
    /// @param sessions what it may have ended, absent = what the selector found
    record Leave(@Nullable List<Session> sessions) {
        Leave {
            sessions = sessions == null ? null : List.copyOf(sessions);
        }
    }

    Answer {
        requireNonNull(report, "report is null");
    }

    /// Whether the host itself told what is there.
    boolean isTold() {
        return switch (report.outcome()) {
            case COMPLETED, NOTHING_TO_DO, NO_USERS, FAILED -> true;
            case ACCESS_DENIED,
                    AUTH_FAILED,
                    WRONG_HOST,
                    UNREACHABLE,
                    TIMED_OUT,
                    PROTOCOL_ERROR,
                    NOT_ATTEMPTED ->
                    false;
        };
    }

    /// Whether the host may have acted and has not said so.
    boolean isUncertain() {
        return leave != null
                && (report.outcome() == HostOutcome.TIMED_OUT
                        || report.outcome() == HostOutcome.PROTOCOL_ERROR);
    }
}
