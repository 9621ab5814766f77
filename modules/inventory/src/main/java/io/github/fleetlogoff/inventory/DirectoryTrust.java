package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.model.Tls;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Which certificates of a directory's servers are taken. The name in one is for the caller to
/// check.
final class DirectoryTrust {
    private DirectoryTrust() {}

    static boolean checksName(Tls tls) {
        return !tls.insecure() && tls.pin() == null;
    }

    /// @throws IOException where the CA file cannot be used
    static SSLContext context(Tls tls) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(tls), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "the CA file "
                            + tls.ca()
                            + " cannot be used ("
                            + e.getMessage()
                            + "); give a PEM file with one or more certificates",
                    e);
        }
    }

    private static TrustManager[] managers(Tls tls) throws IOException, GeneralSecurityException {
        if (tls.insecure() || tls.pin() != null) {
            return new TrustManager[] {new Pinned(tls.insecure() ? null : tls.pin())};
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store(tls.ca()));
        return factory.getTrustManagers();
    }

    /// @return absent = the system's certificates
    private static @Nullable KeyStore store(@Nullable Path ca)
            throws IOException, GeneralSecurityException {
        if (ca == null) {
            return null;
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(ca))) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
            if (number == 0) {
                throw new CertificateException("it holds no certificate");
            }
        }
        return store;
    }

    /// Takes one certificate, whatever it says.
    ///
    /// @param pin absent = takes all, where that was asked for in so many words
    private record Pinned(@Nullable String pin) implements X509TrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            if (pin == null) {
                return;
            }
            try {
                String shown =
                        HexFormat.of()
                                .formatHex(
                                        MessageDigest.getInstance("SHA-256")
                                                .digest(chain[0].getEncoded()));
                if (!shown.equals(pin)) {
                    throw new CertificateException(
                            "the certificate is another one than 'pin' says: its SHA-256 is "
                                    + shown);
                }
            } catch (GeneralSecurityException e) {
                throw e instanceof CertificateException known ? known : new CertificateException(e);
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            throw new CertificateException("there are no clients here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
