package io.github.fleetlogoff.simulator;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.simulator.auth.ClientCertificates;
import io.github.fleetlogoff.simulator.auth.OwnCertificate;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;

/// A certificate for 127.0.0.1 that signs itself, with its key, made anew for each fleet.
///
/// @param asksForCertificate whether clients are asked for theirs
record FleetIdentity(X509Certificate certificate, SSLContext context, boolean asksForCertificate) {
    private static final String ALIAS = "fleet";
    private static final Duration LIFETIME = Duration.ofDays(30);

    /// Makes one, which is good by the system's clock, whatever the hosts' is.
    ///
    /// @param clients present = clients are asked for certificates
    static FleetIdentity create(Optional<ClientCertificates> clients) throws IOException {
        try {
            OwnCertificate own =
                    OwnCertificate.make(
                            "fleet-logoff simulated fleet",
                            InstantSource.system().instant(),
                            LIFETIME);
            KeyStore store = KeyStore.getInstance("PKCS12");
            char[] password = new char[0];
            store.load(null, password);
            store.setKeyEntry(ALIAS, own.key(), password, new Certificate[] {own.certificate()});
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager[] trust =
                    clients.map(each -> new TrustManager[] {new ClientTrust(each.issuers())})
                            .orElse(null);
            context.init(keys.getKeyManagers(), trust, null);
            return new FleetIdentity(own.certificate(), context, clients.isPresent());
        } catch (GeneralSecurityException failure) {
            throw new FleetException(
                    FleetException.Code.INTERNAL,
                    "the fleet's own certificate cannot be made",
                    failure);
        }
    }

    /// The server's end of a new connection.
    SSLEngine engine() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setWantClientAuth(asksForCertificate);
        return engine;
    }
}
