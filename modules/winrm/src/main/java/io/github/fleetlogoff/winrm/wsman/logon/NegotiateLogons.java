package io.github.fleetlogoff.winrm.wsman.logon;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credential.Proof;
import io.github.fleetlogoff.winrm.wsman.logon.KerberosLogon.Scheme;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logons that prefer Kerberos. NTLM takes its place for a host given by its IP address, for an
/// account without a domain, and where there is no ticket: no key distribution centre, no such
/// service. After a refusal it never does, nor where Kerberos is there and out of order, nor for an
/// account that has no password. The first time is told as a warning, but where this computer is
/// not set up for Kerberos with the account's domain. Thread-safe.
public final class NegotiateLogons implements LogonFactory {
    private static final Logger LOG = LoggerFactory.getLogger(NegotiateLogons.class);

    private final AtomicInteger replaced = new AtomicInteger();
    private final AtomicBoolean warned = new AtomicBoolean();
    private final KerberosLogons kerberos;
    private final LogonFactory ntlm;

    public NegotiateLogons(KerberosLogons kerberos, LogonFactory ntlm) {
        this.kerberos = requireNonNull(kerberos, "kerberos is null");
        this.ntlm = requireNonNull(ntlm, "ntlm is null");
    }

    @Override
    public Logon logon(Connection host, Credential credential, Optional<X509Certificate> server) {
        Logon preferred = kerberos.logon(host, credential, server, Scheme.NEGOTIATE);
        if (!(credential.proof() instanceof Proof.Password)) {
            return preferred;
        }
        if (host.service().isAddress() || isLocal(credential)) {
            return ntlm.logon(host, credential, server);
        }
        return new NegotiateLogon(
                preferred,
                why -> {
                    tell(host, why);
                    return ntlm.logon(host, credential, server);
                });
    }

    private void tell(Connection host, LogonException why) {
        replaced.incrementAndGet();
        if (isSetUp(why) && warned.compareAndSet(false, true)) {
            LOG.warn(
                    "NTLM instead of Kerberos for {}: {} (auth: kerberos forbids it; other hosts may"
                            + " follow)",
                    host.address(),
                    why.getMessage());
        } else {
            LOG.info("NTLM instead of Kerberos for {}: {}", host.address(), why.getMessage());
        }
    }

    private static boolean isSetUp(LogonException why) {
        for (Throwable at = why; at != null; at = at.getCause()) {
            if (at instanceof UnknownRealmException) {
                return false;
            }
        }
        return true;
    }

    /// How many logons NTLM has taken over for want of a ticket.
    int replaced() {
        return replaced.get();
    }

    /// Whether the name may be that of a computer's own account: to try it in the realm would count
    /// against a namesake there.
    private static boolean isLocal(Credential credential) {
        return credential.domain().equals(".")
                || (credential.domain().isEmpty() && credential.user().indexOf('@') < 0);
    }
}
