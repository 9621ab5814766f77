package io.github.fleetlogoff.simulator.windows;

import org.jspecify.annotations.Nullable;

/// A session as the session script holds it while it runs: what was read, and what becomes of it.
/// Of one thread.
final class ScriptSession {
    final int id;
    String user;
    final @Nullable String sessionName;
    final @Nullable Boolean current;
    @Nullable String state;
    @Nullable String idle;
    @Nullable Integer idleSeconds;
    @Nullable String logonTime;
    boolean qwinstaOnly;

    boolean domainLooked;
    @Nullable String domain;
    @Nullable String dnsDomain;

    boolean selected;
    @Nullable String outcome;
    @Nullable Integer exitCode;
    @Nullable String message;
    Programs.@Nullable Child child;
    boolean doubt;

    /// @param sessionName null or empty where the session has none
    /// @param current whether the script runs in it; null where that is not known
    ScriptSession(int id, String user, @Nullable String sessionName, @Nullable Boolean current) {
        this.id = id;
        this.user = user;
        this.sessionName = sessionName;
        this.current = current;
    }

    /// The same session as qwinsta names its user.
    ScriptSession under(String otherUser) {
        ScriptSession other = new ScriptSession(id, otherUser, sessionName, current);
        other.state = state;
        other.idleSeconds = idleSeconds;
        other.domainLooked = domainLooked;
        other.domain = domain;
        other.dnsDomain = dnsDomain;
        return other;
    }
}
