package io.github.fleetlogoff.runner;

import java.util.List;

/// What a host may have ended, its answer being lost.
///
/// @param sessions the logons it had leave to end
/// @param others whether it may have ended what the selector found there beside them
/// @param mayEnd whether what is still there is ended now; else the host is only asked
public record Lost(List<DueSession> sessions, boolean others, boolean mayEnd) {
    public Lost {
        sessions = List.copyOf(sessions);
    }
}
