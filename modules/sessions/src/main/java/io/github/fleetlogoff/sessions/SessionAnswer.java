package io.github.fleetlogoff.sessions;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.SessionIdentity;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.runner.Computer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the session script on a host answered. Its texts are as the host sent them, control
/// characters and all; a report must make them harmless.
///
/// @param host the computer's own name
/// @param mode PowerShell's language mode there
/// @param elevated whether the account had a high mandatory level, absent = not looked
/// @param error why nothing could be done, or not all
/// @param wrongHost another computer than the one asked for answered; it did nothing
/// @param exit 0 done or nothing to do, 1 not allowed or a logoff failed, 2 nobody is logged on
public record SessionAnswer(
        String host,
        String mode,
        @Nullable Boolean elevated,
        @Nullable String error,
        boolean wrongHost,
        int exit,
        List<Row> rows) {

    /// A session in an answer.
    ///
    /// @param selected whether the selectors of the request fit it
    public record Row(SessionReport report, boolean selected) {
        public Row {
            requireNonNull(report, "report is null");
        }
    }

    /// Which computer answered. A logon without a time could be one of any computer.
    Computer computer() {
        Set<SessionIdentity> logons = new HashSet<>();
        for (Row row : rows) {
            SessionIdentity logon = SessionIdentity.of(row.report().session());
            if (logon.user() != null && logon.logonTime() != null) {
                logons.add(logon);
            }
        }
        return new Computer(host, logons);
    }

    public SessionAnswer {
        requireNonNull(host, "host is null");
        requireNonNull(mode, "mode is null");
        rows = List.copyOf(rows);
    }

    /// The same of a host on which something went wrong after it had answered: what became of the
    /// sessions stands.
    SessionAnswer cutOff(String why) {
        return new SessionAnswer(
                host,
                mode,
                // It says whether the account lacks a right, which is not what went wrong.
                error == null ? null : elevated,
                error == null ? why : error + "; " + why,
                wrongHost,
                1,
                rows);
    }
}
