package io.github.fleetlogoff.sessions;

import io.github.fleetlogoff.model.Deadline;

/// What a shell asks and tells while it runs.
public interface ShellWatch {

    /// By when the run must be over, the shell deleted.
    Deadline deadline();

    /// The host accepted the logon.
    void logonAccepted();

    /// Asked once, right before the Command message is written. On false it is not written and the
    /// outcome is a fault with [ShellFault.Kind#NOT_PERMITTED].
    boolean mayDeliver();
}
