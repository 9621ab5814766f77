package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Session;
import java.time.Duration;
import java.util.List;

/// What a sweep says to a host: in one conversation, which is [#attempt], or in one for each phase.
/// Called as [HostOperation] is.
public interface SweepOperation extends HostOperation {

    /// Asks, read-only, what the sweep would do there.
    Attempt survey(Host host, AttemptContext context);

    /// Sends a message to sessions of a survey, and to no others.
    ///
    /// @param shown how long it stays on the screen
    Attempt warn(
            Host host, List<Session> sessions, String text, Duration shown, AttemptContext context);

    /// Ends sessions of a survey, and no others. The host reads each again, compares it with the
    /// survey and the selector, and looks until it is gone.
    Attempt end(Host host, List<DueSession> sessions, AttemptContext context);

    /// Asks a host whose answer was lost what is true. A logon that is gone was ended, and is never
    /// ended again.
    Attempt askAgain(Host host, Lost lost, AttemptContext context);
}
