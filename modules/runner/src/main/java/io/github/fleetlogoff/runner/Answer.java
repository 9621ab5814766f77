package io.github.fleetlogoff.runner;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a host came to in one pass.
///
/// @param computer which one answered, absent where none did
/// @param leave absent where it had none to act
record Answer(HostReport report, @Nullable Computer computer, @Nullable Leave leave) {

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

    /// The same with another report.
    Answer with(HostReport other) {
        return new Answer(other, computer, leave);
    }

    /// The computer's own name, absent where none answered.
    @Nullable String computerName() {
        return computer == null ? null : computer.name();
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
