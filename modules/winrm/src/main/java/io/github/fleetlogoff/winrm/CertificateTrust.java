package io.github.fleetlogoff.winrm;

import static java.util.Objects.requireNonNull;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Checks the certificates of servers, and says of one that it refuses which check failed.
/// Thread-safe.
final class CertificateTrust extends X509ExtendedTrustManager {
    private static final X509Certificate[] NOBODY = new X509Certificate[0];

    private final Check path;
    private final Check pathAndName;

    /// What a certificate must pass.
    private interface Check {
        void pass(X509Certificate[] chain, String type, @Nullable Object connection)
                throws CertificateException;
    }

    private CertificateTrust(Check path, Check pathAndName) {
        this.path = requireNonNull(path, "path is null");
        this.pathAndName = requireNonNull(pathAndName, "pathAndName is null");
    }

    /// Only where `insecure` was asked for in so many words.
    static CertificateTrust anyone() {
        Check none = (_, _, _) -> {};
        return new CertificateTrust(none, none);
    }

    /// Takes one certificate, whatever it says.
    static CertificateTrust pinned(String pin) {
        Check same =
                (chain, _, _) -> {
                    if (!CertificateRefusedException.pin(chain[0]).equals(pin)) {
                        throw CertificateRefusedException.ofPin(chain[0]);
                    }
                };
        return new CertificateTrust(same, same);
    }

    /// Takes what leads to a certificate of a store.
    ///
    /// @param store absent = the system's
    static CertificateTrust in(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager trusting) {
                return new CertificateTrust(
                        (chain, type, _) -> trusting.checkServerTrusted(chain, type),
                        (chain, type, connection) -> {
                            if (connection instanceof SSLEngine engine) {
                                trusting.checkServerTrusted(chain, type, engine);
                            } else {
                                trusting.checkServerTrusted(chain, type, (Socket) connection);
                            }
                        });
            }
        }
        throw new KeyStoreException("this Java has no X.509 trust manager");
    }

    private void check(X509Certificate[] chain, String type, @Nullable Object connection)
            throws CertificateException {
        try {
            pathAndName.pass(chain, type, connection);
        } catch (CertificateRefusedException known) {
            throw known;
        } catch (CertificateException refused) {
            throw why(chain, type, refused);
        }
    }

    /// What passes without the name fails by the name; but a connection may also forbid the
    /// certificate's algorithms, of which its own kind of exception tells.
    private CertificateException why(
            X509Certificate[] chain, String type, CertificateException refused) {
        if (!refused.getClass().equals(CertificateException.class)) {
            return CertificateRefusedException.ofPath(chain[0], refused);
        }
        try {
            path.pass(chain, type, null);
            return CertificateRefusedException.ofName(chain[0], refused);
        } catch (CertificateException untrusted) {
            return CertificateRefusedException.ofPath(chain[0], untrusted);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        check(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        check(chain, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        path.pass(chain, type, null);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw new CertificateException("there are no clients here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return NOBODY.clone();
    }
}
