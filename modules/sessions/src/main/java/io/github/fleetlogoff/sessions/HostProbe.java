package io.github.fleetlogoff.sessions;

import io.github.fleetlogoff.model.Finding;
import io.github.fleetlogoff.model.Host;
import java.util.List;

/// The port through which a host is looked at from outside, before and without a logon.
/// Thread-safe: called from many virtual threads at once.
public interface HostProbe extends AutoCloseable {

    /// Looks at a host as far as it gets. Never throws for what a host or a network does, and has
    /// an end of its own. An interrupt ends it soon; the flag is set when it returns.
    ///
    /// @return findings of different checks, in their order
    List<Finding> look(Host host);

    @Override
    void close();
}
