package io.github.fleetlogoff.runner;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Session;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A session whose time has come.
///
/// @param session as it was surveyed: only that logon may be ended
/// @param idleAtLeast how long it must still be idle, else its user came back; absent = not asked
public record DueSession(Session session, @Nullable Duration idleAtLeast) {
    public DueSession {
        requireNonNull(session, "session is null");
    }
}
