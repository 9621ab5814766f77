package io.github.fleetlogoff.sessions;

import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.EndpointFinding.Offer;
import java.util.List;

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

    /// Endpoints of the host that are to be tried when the run is over: each by a shell that is
    /// opened and at once deleted, with the logon of the run and no other, as far as there is time.
    default List<Endpoint> endpointsToTry() {
        return List.of();
    }

    /// What an endpoint said: that of the run, or one of [#endpointsToTry].
    ///
    /// @param why where it is [Offer#UNKNOWN], a clause for a person
    default void tried(Endpoint endpoint, Offer offer, String why) {}
}
