package io.github.fleetlogoff.winrm.wsman.logon;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.security.auth.Subject;

/// The Kerberos logins of a run, one per credential. Thread-safe.
public final class KerberosLogins {
    private final ConcurrentMap<KerberosSource, KerberosLogin> logins = new ConcurrentHashMap<>();
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

    /// A read-only subject with the credential's ticket-granting ticket, fetched where there is
    /// none or it is near its end.
    Subject subject(KerberosSource source) throws LogonException {
        return logins.computeIfAbsent(source, key -> new KerberosLogin(key, clock, limit))
                .subject();
    }
}
