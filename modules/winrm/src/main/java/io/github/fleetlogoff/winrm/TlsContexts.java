package io.github.fleetlogoff.winrm;

import io.github.fleetlogoff.model.Tls;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// What TLS connections are checked by, made once for each way of checking: reading the system's
/// certificates costs more than a whole conversation. Thread-safe.
public final class TlsContexts {
    private final ConcurrentMap<Tls, SSLContext> contexts = new ConcurrentHashMap<>();

    /// The context that checks certificates in this way. The name in the certificate is for the
    /// caller to check.
    ///
    /// @throws ExchangeException where the CA file cannot be used; its message names the file
    public SSLContext of(Tls tls) throws ExchangeException {
        SSLContext context = contexts.get(tls);
        if (context == null) {
            context = create(tls);
            contexts.put(tls, context);
        }
        return context;
    }

    private static SSLContext create(Tls tls) throws ExchangeException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            Path ca = tls.ca();
            if (tls.insecure()) {
                context.init(null, new TrustManager[] {new TrustAnyone()}, null);
            } else if (ca != null) {
                context.init(null, trusting(ca), null);
            } else {
                context.init(null, null, null);
            }
            return context;
        } catch (IOException | GeneralSecurityException failure) {
            throw ExchangeException.configuration(
                    "the CA file "
                            + tls.ca()
                            + " cannot be used ("
                            + failure.getMessage()
                            + "); give a PEM file with one or more certificates",
                    failure);
        }
    }

    private static TrustManager[] trusting(Path ca) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(ca))) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new CertificateException("it holds no certificate");
            }
            int number = 0;
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    /// Only where `insecure` was asked for in so many words.
    private static final class TrustAnyone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

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
