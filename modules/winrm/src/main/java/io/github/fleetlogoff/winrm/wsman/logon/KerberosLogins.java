package io.github.fleetlogoff.winrm.wsman.logon;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.security.auth.Subject;

/// The Kerberos logins of a run, one per credential. Thread-safe.
public final class KerberosLogins implements AutoCloseable {
    // A fleet that begins at once would overrun a key distribution centre: MIT's takes 5
    // connections
    // that wait, and answers in a millisecond.
    private static final int MOST_REQUESTS = 16;

    private final ConcurrentMap<KerberosSource, KerberosLogin> logins = new ConcurrentHashMap<>();
    private final Semaphore requests = new Semaphore(MOST_REQUESTS, true);
    private final InstantSource clock;
    private final Duration limit;

    /// @param limit how long a login may take
    public KerberosLogins(InstantSource clock, Duration limit) {
        this.clock = requireNonNull(clock, "clock is null");
        this.limit = requireNonNull(limit, "limit is null");
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("limit is not positive: " + limit);
        }
    }

    Duration limit() {
        return limit;
    }

    /// Asks a key distribution centre, when fewer than 16 others do. The wait for that is bounded
    /// by the asking host's own time, whose end is an interrupt; only then the limit of a login
    /// begins. JGSS itself waits up to 90 s for each key distribution centre, and heeds no deadline
    /// of ours.
    ///
    /// @throws TimeoutException where the limit passed; the request is interrupted
    <T> T ask(Callable<T> request)
            throws InterruptedException, ExecutionException, TimeoutException {
        FutureTask<T> task = new FutureTask<>(request);
        requests.acquire();
        Thread.ofVirtual()
                .name("kerberos-ticket")
                .start(() -> {
                    try {
                        task.run();
                    } finally {
                        requests.release();
                    }
                });
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            task.cancel(true);
        }
    }

    /// A read-only subject with the credential's ticket-granting ticket, fetched where there is
    /// none or it is near its end.
    Subject subject(KerberosSource source) throws LogonException {
        return logins.computeIfAbsent(source, key -> new KerberosLogin(key, clock, limit))
                .subject();
    }

    /// Destroys the session keys of all tickets, at the end of a run. The next logon would log in
    /// again.
    @Override
    public void close() {
        logins.values().forEach(KerberosLogin::wipe);
    }
}
