package io.github.fleetlogoff.runner;

import java.time.Duration;

/// Waits. Real time in the program, ticked in tests.
@FunctionalInterface
public interface Sleeper {

    /// Returns after `duration`, or throws when the thread is interrupted.
    void sleep(Duration duration) throws InterruptedException;
}
