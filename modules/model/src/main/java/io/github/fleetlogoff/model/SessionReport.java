package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// A session and what became of it.
///
/// @param exitCode the exit code of the tool that was run on it, absent where none was run or none
///   was seen
public record SessionReport(
        Session session,
        SessionOutcome outcome,
        @Nullable Integer exitCode,
        @Nullable String message) {

    public SessionReport {
        requireNonNull(session, "session is null");
        requireNonNull(outcome, "outcome is null");
    }
}
