package io.github.fleetlogoff.simulator.auth;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.ntlm.ChannelBindings;
import io.github.fleetlogoff.simulator.auth.AuthException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KeyTab;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.Oid;
import org.jspecify.annotations.Nullable;

/// Logs clients on by Kerberos, for every service whose key is in a keytab: whoever has a ticket is
/// who the ticket says. Not thread-safe.
public final class KerberosAcceptor {
    private static final String MECHANISM = "1.2.840.113554.1.2.2";

    private final Subject subject;
    private final ApRequest requests;
    private final Optional<ChannelBindings> bindings;
    private final boolean bindingRequired;
    private final GSSManager manager = GSSManager.getInstance();
    private final GSSCredential credential;

    /// A client that has been logged on.
    ///
    /// @param token proves to the client that the service has its key
    @SuppressWarnings("ArrayRecordComponent") // bytes for the wire: never compared
    record Acceptance(byte[] token, Keys keys) {}

    /// @param keytab the keys of the services
    /// @param bindings what a logon is held against; empty = it is not
    /// @param bindingRequired whether a logon must send channel bindings where there are any
    /// @throws FleetException USAGE where the keytab cannot be used
    public KerberosAcceptor(
            Path keytab, Optional<ChannelBindings> bindings, boolean bindingRequired) {
        this.bindings = requireNonNull(bindings, "bindings is null");
        this.bindingRequired = bindingRequired;
        if (!Files.isReadable(keytab)) {
            throw unusable(keytab, "it cannot be read", null);
        }
        KeyTab keys = KeyTab.getUnboundInstance(keytab.toAbsolutePath().toFile());
        requests = new ApRequest(keys);
        subject = new Subject(false, Set.of(), Set.of(), Set.of(keys));
        try {
            credential =
                    within(() ->
                            manager.createCredential(
                                    null,
                                    GSSCredential.INDEFINITE_LIFETIME,
                                    new Oid(MECHANISM),
                                    GSSCredential.ACCEPT_ONLY));
        } catch (GSSException e) {
            throw unusable(keytab, String.valueOf(e.getMessage()), e);
        }
    }

    private static FleetException unusable(Path keytab, String why, @Nullable Exception cause) {
        return new FleetException(
                FleetException.Code.USAGE,
                "the keytab " + keytab + " cannot be used: " + why,
                cause);
    }

    /// Takes a client's first token, which is the only one (RFC 4121, 4.1).
    ///
    /// @throws AuthException where its ticket is for another key, too old, seen before, or bound to
    ///   another channel
    Acceptance accept(byte[] token) throws AuthException {
        try {
            GSSContext context = within(() -> manager.createContext(credential));
            byte[] answer = within(() -> context.acceptSecContext(token, 0, token.length));
            if (!context.isEstablished()) {
                throw new AuthException(Kind.MALFORMED, "not the first token of Kerberos");
            }
            checkBindings(token);
            return new Acceptance(
                    answer == null ? new byte[0] : answer,
                    new KerberosKeys(context, context.getSrcName().toString()));
        } catch (GSSException e) {
            Kind kind =
                    e.getMajor() == GSSException.DEFECTIVE_TOKEN ? Kind.MALFORMED : Kind.REFUSED;
            throw new AuthException(kind, String.valueOf(e.getMessage()));
        } catch (CompletionException e) {
            // JGSS is not hardened against every token that is none.
            throw new AuthException(Kind.MALFORMED, "not a token of Kerberos: " + e.getMessage());
        }
    }

    private void checkBindings(byte[] token) throws AuthException {
        if (bindings.isEmpty()) {
            return;
        }
        byte[] sent = requests.channelBindings(token);
        if (Arrays.equals(sent, new byte[sent.length])) {
            if (bindingRequired) {
                throw new AuthException(Kind.REFUSED, "the logon is bound to no channel");
            }
        } else if (!bindings.get().matches(sent)) {
            throw new AuthException(Kind.REFUSED, "the logon is bound to another channel");
        }
    }

    private <T> T within(Callable<T> action) throws GSSException {
        try {
            return Subject.callAs(subject, action);
        } catch (CompletionException e) {
            if (e.getCause() instanceof GSSException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
