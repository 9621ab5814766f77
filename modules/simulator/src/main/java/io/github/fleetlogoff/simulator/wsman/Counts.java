package io.github.fleetlogoff.simulator.wsman;

import java.util.concurrent.atomic.AtomicLong;

/// What the services of a fleet have seen. Thread-safe.
public final class Counts {
    private final AtomicLong shellsCreated = new AtomicLong();
    private final AtomicLong shellsDeleted = new AtomicLong();
    private final AtomicLong shellsExpired = new AtomicLong();
    private final AtomicLong logonsRefused = new AtomicLong();

    public long shellsCreated() {
        return shellsCreated.get();
    }

    /// Shells that a client deleted.
    public long shellsDeleted() {
        return shellsDeleted.get();
    }

    /// Shells that are open now: neither deleted nor expired.
    public long openShells() {
        return shellsCreated.get() - shellsDeleted.get() - shellsExpired.get();
    }

    /// Logons that were refused with credentials given; a request without any is none.
    public long logonsRefused() {
        return logonsRefused.get();
    }

    void shellCreated() {
        shellsCreated.incrementAndGet();
    }

    void shellDeleted() {
        shellsDeleted.incrementAndGet();
    }

    void shellExpired() {
        shellsExpired.incrementAndGet();
    }

    void logonRefused() {
        logonsRefused.incrementAndGet();
    }
}
