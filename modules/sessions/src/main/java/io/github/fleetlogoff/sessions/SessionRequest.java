package io.github.fleetlogoff.sessions;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.Sweep;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the session script on one host is asked.
///
/// @param selector which sessions; what is empty in it is not asked
/// @param planned the sessions of a plan, and only those, absent = every session that is selected
/// @param computerName the name the computer must give as its own, absent = any
/// @param detail whether services, listeners and sessions without a user are told too
public record SessionRequest(
        Act act,
        Selector selector,
        @Nullable List<Planned> planned,
        @Nullable String computerName,
        boolean detail) {

    /// What is done with the sessions.
    public sealed interface Act {
        /// Looks only.
        record Look() implements Act {}

        /// Ends them.
        ///
        /// @param dryRun says what it would end
        record Logoff(boolean dryRun, Sweep.Ending ending) implements Act {
            public Logoff {
                requireNonNull(ending, "ending is null");
            }
        }

        /// Sends them a message.
        ///
        /// @param text not blank, does not begin with `/`, which `msg.exe` takes for a switch
        /// @param shown how long it stays on the screen, from 1 s on
        record Warn(boolean dryRun, String text, Duration shown) implements Act {
            public Warn {
                requireNonNull(text, "text is null");
                if (text.isBlank() || text.strip().startsWith("/")) {
                    throw new IllegalArgumentException("text is blank or begins with /");
                }
                if (shown.compareTo(Duration.ofSeconds(1)) < 0) {
                    throw new IllegalArgumentException("shown is below 1s: " + shown);
                }
            }
        }
    }

    /// A session that a plan names.
    ///
    /// @param session as it was surveyed
    /// @param idleAtLeast how long it must still be idle, absent = not asked
    public record Planned(Session session, @Nullable Duration idleAtLeast) {
        public Planned {
            requireNonNull(session, "session is null");
        }
    }

    public SessionRequest {
        requireNonNull(act, "act is null");
        requireNonNull(selector, "selector is null");
        planned = planned == null ? null : List.copyOf(planned);
        if (!(act instanceof Act.Look) && planned == null && !selector.selectsSomething()) {
            throw new IllegalArgumentException("a request that acts must select something");
        }
    }

    /// The request that carries a sweep to a host.
    ///
    /// @throws IllegalArgumentException for a sweep that warns: it has no text
    public static SessionRequest of(Sweep sweep, Host host) {
        return of(sweep, sweep.anyComputerName() ? null : host.expectedComputerName().orElse(null));
    }

    static SessionRequest of(Sweep sweep, @Nullable String computerName) {
        Act act =
                switch (sweep.action()) {
                    case LIST -> new Act.Look();
                    case LOGOFF -> new Act.Logoff(sweep.dryRun(), sweep.ending());
                    case WARN ->
                            throw new IllegalArgumentException("a sweep has no text to warn with");
                };
        return new SessionRequest(act, sweep.selector(), null, computerName, sweep.detail());
    }

    /// The same as a question: what would be done.
    SessionRequest rehearsal() {
        Act asked =
                switch (act) {
                    case Act.Look look -> look;
                    case Act.Logoff logoff -> new Act.Logoff(true, logoff.ending());
                    case Act.Warn warn -> new Act.Warn(true, warn.text(), warn.shown());
                };
        return new SessionRequest(asked, selector, planned, computerName, detail);
    }

    /// The same for these logons only.
    SessionRequest ofPlan(List<Session> sessions) {
        return ofPlanned(sessions.stream().map(session -> new Planned(session, null)).toList());
    }

    /// The same for these logons only, as long as nobody came back to them.
    SessionRequest ofPlanned(List<Planned> sessions) {
        return new SessionRequest(act, selector, sessions, computerName, detail);
    }

    /// A message to these logons only.
    SessionRequest warning(List<Session> sessions, String text, Duration shown) {
        return new SessionRequest(
                        new Act.Warn(false, text, shown), selector, null, computerName, detail)
                .ofPlan(sessions);
    }

    /// Whether a host that got this request may have ended a session.
    boolean ends() {
        return act instanceof Act.Logoff && touches();
    }

    /// Whether a host that got this request may have ended a session or shown a message.
    public boolean touches() {
        return switch (act) {
            case Act.Look _ -> false;
            case Act.Logoff logoff -> !logoff.dryRun();
            case Act.Warn warn -> !warn.dryRun();
        };
    }
}
