package io.github.fleetlogoff.model;

import org.jspecify.annotations.Nullable;

/// Which logon a session is. The id alone is not enough: hosts give a freed one to the next logon.
///
/// @param id the session id
/// @param user absent for a session without a user
/// @param logonTime as the host printed it, absent where only `qwinsta` shows the session
public record SessionIdentity(int id, @Nullable String user, @Nullable String logonTime) {

    public SessionIdentity {
        if (id < 0) {
            throw new IllegalArgumentException("id is negative: " + id);
        }
    }

    public static SessionIdentity of(Session session) {
        return new SessionIdentity(session.id(), session.user(), session.logonTime());
    }

    /// Whether that is the same logon; letter case of the user does not count, as on the host.
    public boolean isOf(Session session) {
        return id == session.id()
                && (user == null ? session.user() == null : user.equalsIgnoreCase(session.user()))
                && (logonTime == null
                        ? session.logonTime() == null
                        : logonTime.equals(session.logonTime()));
    }

    /// `3 jdoe (11/20/2026 8:15 AM)`.
    @Override
    public String toString() {
        return id
                + (user == null ? "" : " " + user)
                + (logonTime == null ? "" : " (" + logonTime + ")");
    }
}
