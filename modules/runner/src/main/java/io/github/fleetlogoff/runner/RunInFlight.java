package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.Limits;
import java.time.InstantSource;

/// What a host in flight needs of its run.
interface RunInFlight {

    InstantSource clock();

    Limits limits();

    HostOperation operation();

    RetryPolicy retryPolicy();

    Sleeper sleeper();

    StopSignal stop();

    EventLog log();

    /// The host accepted the logon.
    void accepted(HostRun host);

    /// The host has its outcome.
    void ended(HostRun host, HostReport report);
}
