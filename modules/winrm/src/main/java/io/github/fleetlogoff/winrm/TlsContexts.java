package io.github.fleetlogoff.winrm;

import io.github.fleetlogoff.model.Tls;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

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
            context = create(tls, null);
            contexts.put(tls, context);
        }
        return context;
    }

    /// Whether the name in the certificate is to be checked.
    public static boolean checksName(Tls tls) {
        return !tls.insecure() && tls.pin() == null;
    }

    /// A new context that checks certificates in this way, and shows one of its own.
    ///
    /// @throws ExchangeException where the CA file cannot be used; its message names the file
    public static SSLContext showing(KeyManager[] own, Tls tls) throws ExchangeException {
        return create(tls, own);
    }

    private static SSLContext create(Tls tls, KeyManager @Nullable [] own)
            throws ExchangeException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own, new TrustManager[] {trust(tls)}, null);
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

    private static TrustManager trust(Tls tls) throws IOException, GeneralSecurityException {
        String pin = tls.pin();
        if (tls.insecure()) {
            return CertificateTrust.anyone();
        }
        return pin != null ? CertificateTrust.pinned(pin) : CertificateTrust.in(store(tls.ca()));
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
        return store;
    }
}
