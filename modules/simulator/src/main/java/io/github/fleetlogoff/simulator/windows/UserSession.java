package io.github.fleetlogoff.simulator.windows;

import io.github.fleetlogoff.simulator.windows.SessionTruth.EndedBy;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A session on a simulated computer, from its logon to its end. Changes as programs act on it; of
/// one thread.
final class UserSession {

    /// The state of a session.
    enum State {
        ACTIVE,
        DISCONNECTED,
        CONNECTED
    }

    /// The idle text of a console whose idle time is not known; printed as the language's word.
    static final String NO_IDLE = "none";

    private final int id;
    private final String user;
    private final @Nullable String domain;
    private String sessionName;
    private State state;
    private String idle;
    private String logonTime;
    private final Behaviour behaviour;
    private @Nullable EndedBy endedBy;
    private int logoffCalls;
    private @Nullable Instant endedAt;
    private @Nullable Instant warnedAt;
    private int warnings;

    /// @param sessionName empty in a disconnected session
    UserSession(
            int id,
            Account account,
            String sessionName,
            State state,
            Times times,
            Behaviour behaviour) {
        this.id = id;
        this.user = account.user();
        this.domain = account.domain();
        this.sessionName = sessionName;
        this.state = state;
        this.idle = times.idle();
        this.logonTime = times.logonTime();
        this.behaviour = behaviour;
    }

    /// Whose session it is.
    ///
    /// @param user as typed at the logon; empty in a session without a user
    /// @param domain of the user; null where the registry does not show it
    record Account(String user, @Nullable String domain) {
        static final Account NOBODY = new Account("", null);
    }

    /// What quser prints of its times.
    ///
    /// @param logonTime empty in a session without a user
    record Times(String idle, String logonTime) {
        static final Times UNKNOWN = new Times("", "");
    }

    int id() {
        return id;
    }

    String user() {
        return user;
    }

    @Nullable String domain() {
        return domain;
    }

    String sessionName() {
        return sessionName;
    }

    State state() {
        return state;
    }

    /// What quser prints.
    ///
    /// @param minutes since the fleet started
    String idle(long minutes) {
        return IdleText.later(idle, minutes);
    }

    String logonTime() {
        return logonTime;
    }

    Behaviour behaviour() {
        return behaviour;
    }

    boolean present() {
        return endedAt == null;
    }

    void end(EndedBy by, Instant when) {
        if (endedAt == null) {
            endedBy = by;
            endedAt = when;
        }
    }

    /// Its user leaves.
    void leave(Instant when) {
        if (endedAt == null) {
            endedAt = when;
        }
    }

    /// Its user is at work again.
    void comeBack(String newSessionName) {
        if (state == State.DISCONNECTED) {
            sessionName = newSessionName;
        }
        state = State.ACTIVE;
        idle = ".";
    }

    /// Its user disconnects; the session stays.
    void disconnect() {
        sessionName = "";
        state = State.DISCONNECTED;
    }

    void logoffCalled() {
        logoffCalls++;
    }

    void warned(Instant when) {
        warnedAt = when;
        warnings++;
    }

    /// Shows another logon time for the same logon, as a host that contradicts itself would.
    void showLogonTime(String shown) {
        logonTime = shown;
    }

    SessionTruth truth() {
        return new SessionTruth(
                id,
                user.isEmpty() ? null : user.toLowerCase(Locale.ROOT),
                logonTime.isEmpty() ? null : logonTime,
                present(),
                endedBy,
                endedAt,
                logoffCalls,
                warnings,
                warnedAt);
    }
}
