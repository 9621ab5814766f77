package io.github.fleetlogoff.winrm.wsman.logon;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.ServicePrincipal;
import io.github.fleetlogoff.ntlm.ChannelBindings;
import io.github.fleetlogoff.winrm.wsman.logon.KerberosLogon.Scheme;
import io.github.fleetlogoff.winrm.wsman.logon.LogonException.Kind;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.security.auth.Subject;

/// Kerberos logons, which share the login of their credential. Thread-safe.
public final class KerberosLogons implements LogonFactory {
    private final KerberosLogins logins;

    public KerberosLogons(KerberosLogins logins) {
        this.logins = requireNonNull(logins, "logins is null");
    }

    /// Sends its token as `Kerberos`, as Windows' own client does.
    @Override
    public KerberosLogon logon(
            Connection host, Credential credential, Optional<X509Certificate> server) {
        return logon(host, credential, server, Scheme.KERBEROS);
    }

    KerberosLogon logon(
            Connection host,
            Credential credential,
            Optional<X509Certificate> server,
            Scheme scheme) {
        ServicePrincipal service = host.service();
        Supplier<KerberosExchange> exchanges =
                server.<Supplier<KerberosExchange>>map(
                                certificate -> {
                                    byte[] bindings = ChannelBindings.applicationData(certificate);
                                    return () -> new BoundExchange(service, bindings);
                                })
                        .orElse(() -> new SealedExchange(service));
        return new KerberosLogon(
                new SharedTickets(KerberosSource.of(credential)), service, exchanges, scheme);
    }

    private final class SharedTickets implements KerberosLogon.Tickets {
        private final KerberosSource source;

        SharedTickets(KerberosSource source) {
            this.source = source;
        }

        @Override
        public Subject subject() throws LogonException {
            return logins.subject(source);
        }

        @Override
        public byte[] begin(KerberosExchange exchange, Subject subject, ServicePrincipal service)
                throws LogonException {
            try {
                return logins.ask(() -> Subject.callAs(subject, exchange::begin));
            } catch (ExecutionException e) {
                throw KerberosFaults.service(service, e);
            } catch (TimeoutException e) {
                throw new LogonException(
                        Kind.NO_TICKET,
                        "no Kerberos ticket for "
                                + service
                                + ": no key distribution centre answered within "
                                + logins.limit().toSeconds()
                                + " s",
                        e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LogonException(Kind.NO_TICKET, "interrupted while logging on", e);
            }
        }
    }
}
