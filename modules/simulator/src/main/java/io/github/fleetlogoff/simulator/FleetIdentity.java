package io.github.fleetlogoff.simulator;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.simulator.auth.ClientCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/// A certificate for 127.0.0.1 that signs itself, with its key, made anew for each fleet by the
/// JDK's keytool: the language has no public means of its own to make one.
///
/// @param asksForCertificate whether clients are asked for theirs
record FleetIdentity(X509Certificate certificate, SSLContext context, boolean asksForCertificate) {
    private static final String ALIAS = "fleet";
    private static final String PASSWORD_VARIABLE = "FLEETLOGOFF_KEYSTORE_PASSWORD";
    private static final int PATIENCE_SECONDS = 60;

    /// Makes one.
    ///
    /// @param clients present = clients are asked for certificates
    /// @throws FleetException USAGE where keytool is missing or fails
    static FleetIdentity create(Optional<ClientCertificates> clients) throws IOException {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Path folder = Files.createTempDirectory("fleet-logoff-tls");
        Path store = folder.resolve("fleet.p12");
        try {
            runKeytool(store, password, folder.resolve("log"));
            return load(store, password.toCharArray(), clients);
        } catch (GeneralSecurityException failure) {
            throw new FleetException(
                    FleetException.Code.INTERNAL,
                    "the fleet's own certificate cannot be used",
                    failure);
        } finally {
            for (Path file : List.of(store, folder.resolve("log"), folder)) {
                Files.deleteIfExists(file);
            }
        }
    }

    /// The server's end of a new connection.
    SSLEngine engine() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setWantClientAuth(asksForCertificate);
        return engine;
    }

    private static void runKeytool(Path store, String password, Path log) throws IOException {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        ProcessBuilder builder =
                new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        "30",
                        "-dname",
                        "CN=127.0.0.1, O=fleet-logoff simulated fleet",
                        "-ext",
                        "san=ip:127.0.0.1,dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass:env",
                        PASSWORD_VARIABLE);
        builder.environment().put(PASSWORD_VARIABLE, password);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        Process process;
        try {
            process = builder.start();
        } catch (IOException failure) {
            throw noCertificate(keytool + " cannot be started; a whole JDK has it", failure);
        }
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw noCertificate(keytool + " did not end", null);
            }
            if (process.exitValue() != 0) {
                throw noCertificate(
                        keytool + " said: " + Files.readString(log, StandardCharsets.UTF_8).strip(),
                        null);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw noCertificate("interrupted", interrupted);
        } finally {
            process.destroyForcibly();
        }
    }

    private static FleetException noCertificate(String why, @Nullable Exception cause) {
        return new FleetException(
                FleetException.Code.USAGE,
                "no certificate for the simulated fleet could be made: " + why,
                cause);
    }

    private static FleetIdentity load(
            Path file, char[] password, Optional<ClientCertificates> clients)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(file)) {
            store.load(bytes, password);
        }
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        TrustManager[] trust =
                clients.map(each -> new TrustManager[] {new ClientTrust(each.issuers())})
                        .orElse(null);
        context.init(keys.getKeyManagers(), trust, null);
        return new FleetIdentity(
                (X509Certificate) store.getCertificate(ALIAS), context, clients.isPresent());
    }
}
