package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// One user's session on one host, as the host printed it. Its identity is (id, user, logon time).
///
/// @param id the session id, 0 for services, from 65536 on for listeners
/// @param user the account name without domain, absent for a session without a user
/// @param domain the domain, where the host was asked for it and could tell
/// @param sessionName `console`, `rdp-tcp#4`, …; absent for a disconnected session
/// @param idle the idle time as the host printed it
/// @param idleSeconds the idle time in seconds, absent where it is not known (unknown idle is not
///   idle)
/// @param logonTime the logon time as the host printed it, in its regional format
/// @param current the session in which the command itself ran
public record Session(
        int id,
        @Nullable String user,
        @Nullable String domain,
        @Nullable String sessionName,
        SessionState state,
        @Nullable String idle,
        @Nullable Long idleSeconds,
        @Nullable String logonTime,
        boolean current) {

    public Session {
        requireNonNull(state, "state is null");
        if (id < 0) {
            throw new IllegalArgumentException("id is negative: " + id);
        }
        if (idleSeconds != null && idleSeconds < 0) {
            throw new IllegalArgumentException("idleSeconds is negative: " + idleSeconds);
        }
    }
}
