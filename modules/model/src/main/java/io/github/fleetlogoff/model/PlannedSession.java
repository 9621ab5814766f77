package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

/// A session that a survey selected.
///
/// @param session as it was surveyed
/// @param withinBudget whether the budget reaches it where every session before it in the plan is
///   ended; one that left by itself or came back gives its place to the next
public record PlannedSession(Session session, boolean withinBudget) {

    public PlannedSession {
        requireNonNull(session, "session is null");
    }

    public SessionIdentity identity() {
        return SessionIdentity.of(session);
    }
}
