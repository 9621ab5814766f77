package io.github.fleetlogoff.winrm.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Certificates of OpenSSL's, each signed by itself and for `localhost`.
record Certificates(Path folder) {
    static final String PASSWORD = "of the file";

    /// @param options how `openssl req` is to make the key and the signature
    Pem make(String name, String... options) throws IOException, InterruptedException {
        Pem made = new Pem(folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "openssl",
                                "req",
                                "-x509",
                                "-nodes",
                                "-days",
                                "2",
                                "-subj",
                                "/CN=" + name,
                                "-addext",
                                "subjectAltName=DNS:localhost,IP:127.0.0.1",
                                "-keyout",
                                made.key().toString(),
                                "-out",
                                made.certificate().toString()));
        command.addAll(List.of(options));
        ForeignProcess.run(folder, Map.of(), "", command);
        return made;
    }

    /// With RSA and SHA-256.
    Pem make(String name) throws IOException, InterruptedException {
        return make(name, "-newkey", "rsa:2048", "-sha256");
    }

    /// A certificate and its key in one file, behind [#PASSWORD].
    Path pkcs12(Pem pem) throws IOException, InterruptedException {
        Path store = Path.of(pem.certificate() + ".p12");
        ForeignProcess.run(
                folder,
                Map.of(),
                "",
                List.of(
                        "openssl",
                        "pkcs12",
                        "-export",
                        "-in",
                        pem.certificate().toString(),
                        "-inkey",
                        pem.key().toString(),
                        "-out",
                        store.toString(),
                        "-passout",
                        "pass:" + PASSWORD));
        return store;
    }

    /// A certificate and its key.
    record Pem(Path certificate, Path key) {

        /// A client that trusts this certificate alone.
        SSLContext client() throws IOException, GeneralSecurityException {
            return client(null);
        }

        SSLContext client(KeyManager @Nullable [] own)
                throws IOException, GeneralSecurityException {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            try (InputStream in = Files.newInputStream(certificate)) {
                store.setCertificateEntry(
                        "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own, trust.getTrustManagers(), null);
            return context;
        }
    }
}
