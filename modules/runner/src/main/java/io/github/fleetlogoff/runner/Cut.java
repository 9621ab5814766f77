package io.github.fleetlogoff.runner;

/// Why a run ends a conversation that is not over.
enum Cut {
    /// The host's deadline passed.
    DEADLINE,
    /// The run was stopped.
    STOP,
    /// A time began in which no session may be ended.
    BLACKOUT
}
