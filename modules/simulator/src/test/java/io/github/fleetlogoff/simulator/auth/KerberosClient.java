package io.github.fleetlogoff.simulator.auth;

import io.github.fleetlogoff.simulator.Realm;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.security.auth.Subject;
import javax.security.auth.login.LoginException;
import javax.security.sasl.Sasl;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;

/// A client with a ticket of a realm.
final class KerberosClient {
    // The JDK's own name; its LDAP client binds by it, with addresses as Windows and MIT have them.
    private static final String BINDINGS = "jdk.internal.sasl.tlschannelbinding";

    private final Subject subject = new Subject();

    /// Logs on at the realm by password.
    KerberosClient() throws LoginException {
        Map<String, Object> shared = new HashMap<>();
        shared.put("javax.security.auth.login.name", Realm.USER + "@" + Realm.NAME);
        shared.put("javax.security.auth.login.password", Realm.PASSWORD.toCharArray());
        var module = new com.sun.security.auth.module.Krb5LoginModule();
        module.initialize(
                subject, null, shared, Map.of("useFirstPass", "true", "refreshKrb5Config", "true"));
        if (!module.login() || !module.commit()) {
            throw new LoginException("not logged on");
        }
    }

    /// A context that wants mutual authentication, with its first token.
    ///
    /// @param token for the server
    @SuppressWarnings("ArrayRecordComponent") // bytes of a test: never compared
    record Begun(GSSContext context, byte[] token) {
        /// Takes the server's proof.
        Keys finish(byte[] proof) throws GSSException {
            context.initSecContext(proof, 0, proof.length);
            return new KerberosKeys(context, "client");
        }
    }

    Begun begin(String host) {
        return within(() -> {
            GSSManager manager = GSSManager.getInstance();
            GSSContext context =
                    manager.createContext(
                            manager.createName("HTTP@" + host, GSSName.NT_HOSTBASED_SERVICE),
                            new Oid("1.2.840.113554.1.2.2"),
                            null,
                            GSSContext.DEFAULT_LIFETIME);
            context.requestMutualAuth(true);
            context.requestConf(true);
            return new Begun(context, context.initSecContext(new byte[0], 0, 0));
        });
    }

    /// A first token that is bound to a channel, or to none.
    ///
    /// @param data of the binding (RFC 5929)
    byte[] bound(String host, Optional<byte[]> data) {
        Map<String, Object> wanted = new HashMap<>();
        wanted.put(Sasl.SERVER_AUTH, "true");
        wanted.put(Sasl.QOP, "auth");
        data.ifPresent(bytes -> wanted.put(BINDINGS, bytes));
        return within(() ->
                Sasl.createSaslClient(new String[] {"GSSAPI"}, null, "HTTP", host, wanted, null)
                        .evaluateChallenge(new byte[0]));
    }

    private <T> T within(Callable<T> action) {
        return Subject.callAs(subject, action);
    }
}
