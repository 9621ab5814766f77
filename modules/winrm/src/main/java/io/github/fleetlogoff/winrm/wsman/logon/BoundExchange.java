package io.github.fleetlogoff.winrm.wsman.logon;

import io.github.fleetlogoff.model.ServicePrincipal;
import java.util.Map;
import java.util.Optional;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.ietf.jgss.GSSException;
import org.jspecify.annotations.Nullable;

/// An exchange that is bound to the TLS connection beneath it (RFC 5929, 4). Not thread-safe.
///
/// It goes through SASL's GSSAPI mechanism, whose first two tokens are those of GSS-API itself (RFC
/// 4752, 3.1): of what the JDK offers without opening its modules, only that writes bindings as
/// others read them. JGSS puts 255 for the type of an address that is missing, where Windows and
/// MIT Kerberos put 0, and the two digests differ.
final class BoundExchange implements KerberosExchange {
    // The JDK's LDAP client asks for bindings by this name.
    private static final String BINDINGS = "jdk.internal.sasl.tlschannelbinding";

    private final ServicePrincipal service;
    private final byte[] bindings;
    private @Nullable SaslClient client;

    /// @param bindings the application data of RFC 5929: the type and the certificate's hash
    BoundExchange(ServicePrincipal service, byte[] bindings) {
        this.service = service;
        this.bindings = bindings.clone();
    }

    @Override
    public byte[] begin() throws SaslException {
        // With the property for a credential of its own, SASL would delegate it to the server.
        Map<String, Object> wanted =
                Map.of(Sasl.SERVER_AUTH, "true", Sasl.QOP, "auth", BINDINGS, bindings);
        SaslClient made =
                Sasl.createSaslClient(
                        new String[] {"GSSAPI"},
                        null,
                        service.serviceClass(),
                        service.host(),
                        wanted,
                        null);
        if (made == null) {
            throw new SaslException("this Java has no GSSAPI mechanism (module jdk.security.jgss)");
        }
        client = made;
        return made.evaluateChallenge(new byte[0]);
    }

    @Override
    public void finish(byte[] token) throws GSSException, SaslException {
        SaslClient begun = client;
        if (begun == null) {
            throw new IllegalStateException("the exchange has not begun");
        }
        byte[] more = begun.evaluateChallenge(token);
        begun.dispose();
        if (more == null || more.length > 0) {
            throw new GSSException(
                    GSSException.FAILURE, 0, "the server did not prove that it is the service");
        }
    }

    /// None: TLS protects the payload.
    @Override
    public Optional<Sealing> sealing(String protocol) {
        return Optional.empty();
    }
}
