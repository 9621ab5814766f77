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

    /// Whether the host is to be asked for its quota: once it took the logon, after all else, on
    /// the connection that is open. Engines and endpoints that cannot ask say nothing.
    default boolean wantsQuota() {
        return false;
    }

    /// What came of that, before the run is over; told once at the most.
    default void quota(QuotaAnswer answer) {}
}
