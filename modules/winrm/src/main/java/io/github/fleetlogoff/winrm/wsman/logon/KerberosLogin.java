package io.github.fleetlogoff.winrm.wsman.logon;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.winrm.wsman.logon.LogonException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/// One credential's ticket-granting ticket, shared by all hosts and fetched again near its end. A
/// refused password is not sent a second time, however many hosts ask. Thread-safe.
final class KerberosLogin {
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(30);

    private final KerberosSource source;
    private final InstantSource clock;
    private final Duration limit;
    private @Nullable FutureTask<GrantingTicket> underWay;
    private @Nullable GrantingTicket ticket;
    private @Nullable LogonException failure;
    private Instant failedUntil = Instant.MIN;

    /// @param limit how long a login may take, and how long a host waits for it
    KerberosLogin(KerberosSource source, InstantSource clock, Duration limit) {
        this.source = requireNonNull(source, "source is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.limit = requireNonNull(limit, "limit is null");
    }

    /// A subject that holds the ticket. It is read-only: what JGSS fetches for one host is not kept
    /// for the others, who would search it.
    ///
    /// @throws LogonException of the login: [Kind#REFUSED] for the one host that the realm counted
    ///   it for and [Kind#DENIED] for the others, [Kind#DENIED], [Kind#NO_TICKET] or
    ///   [Kind#OUT_OF_ORDER]
    Subject subject() throws LogonException {
        FutureTask<GrantingTicket> login;
        synchronized (this) {
            Instant now = clock.instant();
            if (ticket != null && now.isBefore(ticket.renewFrom())) {
                return ticket.subject();
            }
            if (failure != null && (isFinal(failure) || now.isBefore(failedUntil))) {
                return lastOr(again(failure), now);
            }
            if (underWay == null) {
                underWay = new FutureTask<>(() -> GrantingTicket.fetch(source));
                Thread.ofVirtual().name("kerberos-login").start(underWay);
            }
            login = underWay;
        }
        return outcome(login);
    }

    /// Whether the same again would only be one more toward a lockout.
    private static boolean isFinal(LogonException failure) {
        return failure.kind() == Kind.REFUSED || failure.kind() == Kind.DENIED;
    }

    private Subject outcome(FutureTask<GrantingTicket> login) throws LogonException {
        try {
            GrantingTicket got = login.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            synchronized (this) {
                if (login.equals(underWay)) {
                    underWay = null;
                    ticket = got;
                    failure = null;
                }
            }
            return got.subject();
        } catch (ExecutionException e) {
            return failed(login, KerberosFaults.login(source, e));
        } catch (TimeoutException | CancellationException e) {
            // Ends the wait for all hosts: JGSS would go on for minutes.
            login.cancel(true);
            return failed(
                    login,
                    new LogonException(
                            Kind.NO_TICKET,
                            "no Kerberos ticket for "
                                    + source.described()
                                    + ": no key distribution centre answered within "
                                    + limit.toSeconds()
                                    + " s"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogonException(Kind.NO_TICKET, "interrupted while logging on", e);
        }
    }

    private synchronized Subject failed(FutureTask<GrantingTicket> login, LogonException thrown)
            throws LogonException {
        Instant now = clock.instant();
        if (!login.equals(underWay)) {
            return lastOr(again(thrown), now);
        }
        underWay = null;
        failure = thrown;
        failedUntil = now.plus(PAUSE_AFTER_FAILURE);
        return lastOr(thrown, now);
    }

    /// The same for another host: the realm has counted it once.
    private static LogonException again(LogonException failure) {
        return failure.kind() == Kind.REFUSED
                ? new LogonException(Kind.DENIED, String.valueOf(failure.getMessage()), failure)
                : failure;
    }

    /// Destroys the ticket's session key.
    synchronized void wipe() {
        if (ticket != null) {
            ticket.destroy();
        }
        ticket = null;
    }

    /// The ticket there is, while it is valid: a renewal that failed need not end the run.
    private Subject lastOr(LogonException thrown, Instant now) throws LogonException {
        GrantingTicket last = ticket;
        if (last != null && now.isBefore(last.end())) {
            return last.subject();
        }
        throw new LogonException(thrown.kind(), String.valueOf(thrown.getMessage()), thrown);
    }
}
