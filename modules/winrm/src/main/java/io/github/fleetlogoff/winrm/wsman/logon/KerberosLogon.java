package io.github.fleetlogoff.winrm.wsman.logon;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.ServicePrincipal;
import io.github.fleetlogoff.winrm.wsman.logon.LogonException.Kind;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.security.auth.Subject;
import javax.security.sasl.SaslException;
import org.ietf.jgss.GSSException;
import org.jspecify.annotations.Nullable;

/// Kerberos with mutual authentication and without delegation, by a bare Kerberos token under
/// either name of the scheme. Not thread-safe.
///
/// Windows takes such a token under `Kerberos` and under `Negotiate`; the name decides what the
/// sealed payload is called, and a payload of the other name is answered with 400.
public final class KerberosLogon implements Logon {

    /// The HTTP scheme whose header carries the token.
    enum Scheme {
        KERBEROS("Kerberos", "application/HTTP-Kerberos-session-encrypted"),
        NEGOTIATE("Negotiate", "application/HTTP-SPNEGO-session-encrypted");

        private final String word;
        private final String protocol;

        Scheme(String word, String protocol) {
            this.word = word;
            this.protocol = protocol;
        }

        private Scheme other() {
            return this == KERBEROS ? NEGOTIATE : KERBEROS;
        }
    }

    /// Where the subject with the ticket-granting ticket comes from, and how JGSS is called.
    interface Tickets {
        Subject subject() throws LogonException;

        /// The exchange's first token.
        byte[] begin(KerberosExchange exchange, Subject subject, ServicePrincipal service)
                throws LogonException;
    }

    private final Tickets tickets;
    private final ServicePrincipal service;
    private final Supplier<KerberosExchange> exchanges;
    private Scheme scheme;
    private boolean changed;
    private boolean done;
    private @Nullable KerberosExchange exchange;
    private @Nullable Sealing sealing;

    /// @param scheme that which is tried first; the other follows where the server offers only that
    KerberosLogon(
            Tickets tickets,
            ServicePrincipal service,
            Supplier<KerberosExchange> exchanges,
            Scheme scheme) {
        this.tickets = requireNonNull(tickets, "tickets is null");
        this.service = requireNonNull(service, "service is null");
        this.exchanges = requireNonNull(exchanges, "exchanges is null");
        this.scheme = requireNonNull(scheme, "scheme is null");
    }

    @Override
    public Optional<String> authorization() throws LogonException {
        if (done) {
            return Optional.empty();
        }
        if (service.isAddress()) {
            throw new LogonException(
                    Kind.NO_TICKET,
                    "no Kerberos ticket for "
                            + service
                            + ": a directory has no services at IP addresses, give the host's name");
        }
        KerberosExchange begun = exchanges.get();
        byte[] token = tickets.begin(begun, tickets.subject(), service);
        exchange = begun;
        return Optional.of(scheme.word + " " + Base64.getEncoder().encodeToString(token));
    }

    @Override
    public boolean refused(List<String> headers) throws LogonException {
        if (done) {
            throw new LogonException(
                    Kind.UNTRUSTED, "the server no longer takes the logon that it took");
        }
        Challenges challenges = new Challenges(headers);
        Optional<byte[]> token = challenges.token(scheme.word);
        if (token.isPresent() && exchange != null) {
            // Not a second leg, Kerberos has none: an error of RFC 4120, 5.9.1.
            finish(exchange, token.get(), Kind.DENIED);
        } else if (!challenges.offers(scheme.word)) {
            if (changed || !challenges.offers(scheme.other().word)) {
                throw new LogonException(
                        Kind.NOT_OFFERED, "the server takes no Kerberos; it offers " + challenges);
            }
            changed = true;
            scheme = scheme.other();
            exchange = null;
            return true;
        }
        throw new LogonException(
                Kind.DENIED,
                "the server refused the Kerberos ticket for "
                        + service
                        + ": the name may be registered on another account (set spn: WSMAN"
                        + " or spn: HOST), or a proxy may end TLS before the server");
    }

    @Override
    public void accepted(List<String> headers) throws LogonException {
        if (done) {
            return;
        }
        Optional<byte[]> token = new Challenges(headers).token(scheme.word);
        if (token.isEmpty() || exchange == null) {
            throw new LogonException(
                    Kind.UNTRUSTED, "the server did not prove that it is " + service);
        }
        finish(exchange, token.get(), Kind.UNTRUSTED);
        sealing = exchange.sealing(scheme.protocol).orElse(null);
        done = true;
    }

    private void finish(KerberosExchange begun, byte[] token, Kind kind) throws LogonException {
        try {
            begun.finish(token);
        } catch (GSSException | SaslException | RuntimeException e) {
            // JGSS is not hardened against every token that is none.
            throw KerberosFaults.server(service, kind, token, e);
        }
    }

    @Override
    public Optional<Sealing> sealing() {
        return Optional.ofNullable(sealing);
    }
}
