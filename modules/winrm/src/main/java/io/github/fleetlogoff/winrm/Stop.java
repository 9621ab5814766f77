package io.github.fleetlogoff.winrm;

/// Why a conversation is ended from outside.
enum Stop {
    /// The host's time is up.
    DEADLINE,
    /// The caller was interrupted.
    CANCELLED
}
