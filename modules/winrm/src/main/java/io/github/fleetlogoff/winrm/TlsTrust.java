package io.github.fleetlogoff.winrm;

import io.github.fleetlogoff.model.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.cxf.configuration.jsse.TLSClientParameters;

/// What a TLS connection trusts. Each CA file is read once. Thread-safe.
final class TlsTrust {
    private final ConcurrentHashMap<Path, TrustManager[]> byFile = new ConcurrentHashMap<>();

    /// The TLS settings of one host.
    ///
    /// @throws IOException where the CA file cannot be read or holds no certificate
    TLSClientParameters parameters(Tls tls) throws IOException {
        TLSClientParameters parameters = new TLSClientParameters();
        if (tls.insecure()) {
            parameters.setDisableCNCheck(true);
            parameters.setTrustManagers(new TrustManager[] {new TrustsEverybody()});
            return parameters;
        }
        Path ca = tls.ca();
        if (ca != null) {
            TrustManager[] known = byFile.get(ca);
            if (known == null) {
                known = read(ca);
                byFile.put(ca, known);
            }
            parameters.setTrustManagers(known);
        }
        return parameters;
    }

    private static TrustManager[] read(Path ca) throws IOException {
        try (InputStream in = Files.newInputStream(ca)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + number++, certificate);
            }
            if (number == 0) {
                throw new IOException(ca + " holds no certificate");
            }
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException e) {
            throw new IOException(ca + " is not a PEM file of certificates: " + e.getMessage(), e);
        }
    }

    /// For `--tls-insecure` only, which warns.
    private static final class TrustsEverybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
