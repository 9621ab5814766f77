package io.github.fleetlogoff.sessions;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the session script answered, checked.
///
/// @param host the computer's own name
/// @param elevated whether the command had administrator rights; absent where the script did not
///   look
/// @param error why nothing, or not everything, was done
/// @param wrongHost another computer than the one asked for: nothing was done
/// @param exit 0 done or nothing to do, 1 not allowed or a logoff failed, 2 nobody is logged on
record SessionAnswer(
        String host,
        @Nullable Boolean elevated,
        @Nullable String error,
        boolean wrongHost,
        int exit,
        List<Row> sessions) {

    /// One session of the answer.
    ///
    /// @param selected whether the request's selectors took it
    record Row(
            Session session,
            boolean selected,
            SessionOutcome outcome,
            @Nullable Integer exitCode,
            @Nullable String message) {
        Row {
            requireNonNull(session, "session is null");
            requireNonNull(outcome, "outcome is null");
        }
    }

    SessionAnswer {
        requireNonNull(host, "host is null");
        sessions = List.copyOf(sessions);
    }
}
