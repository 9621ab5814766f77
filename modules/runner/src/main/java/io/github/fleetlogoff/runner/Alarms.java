package io.github.fleetlogoff.runner;

import java.time.Duration;

/// Calls back after a while. [Watchdog] is the program's own. Thread-safe.
public interface Alarms {

    /// Runs `action` once, after `delay`, on a thread that is not the caller's, unless it is
    /// cancelled before. The action is short and throws nothing.
    ///
    /// @param delay not negative
    Alarm after(Duration delay, Runnable action);

    /// A call that is still to come.
    @FunctionalInterface
    interface Alarm {

        /// Takes the call back; does nothing where it was made already.
        void cancel();
    }
}
