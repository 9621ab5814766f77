package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.Host;

/// The port through which a run works a host. Implementations are called from many virtual threads
/// at once.
public interface HostOperation {

    /// Holds one conversation with a host. Blocks the calling virtual thread; an interrupt means
    /// that the answer is no longer wanted: clean up within a few seconds and return.
    Attempt attempt(Host host, AttemptContext context);
}
