package io.github.fleetlogoff.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Certificates of clients with their keys, made by the JDK's keytool.
final class ClientStore {
    /// Issues the others.
    static final String ISSUER = "issuer";

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path folder;
    private final Path file;

    ClientStore(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.file = folder.resolve("clients.p12");
        make(ISSUER, "-ext", "bc:c", "-validity", "30");
        issue("good", "-ext", "eku=clientAuth", "-validity", "30");
        issue("any-purpose", "-validity", "30");
        issue("server-only", "-ext", "eku=serverAuth", "-validity", "30");
        issue("expired", "-startdate", "-10d", "-validity", "5");
        make("stranger", "-ext", "eku=clientAuth", "-validity", "30");
    }

    private void issue(String alias, String... more) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(more));
        line.addAll(List.of("-signer", ISSUER));
        make(alias, line.toArray(String[]::new));
    }

    private void make(String alias, String... more) throws IOException, InterruptedException {
        List<String> line =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                alias,
                                "-keyalg",
                                "EC",
                                "-groupname",
                                "secp256r1",
                                "-dname",
                                "CN=" + alias,
                                "-keystore",
                                file.toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                new String(PASSWORD)));
        line.addAll(List.of(more));
        ForeignPrograms.Ended ended = ForeignPrograms.run(line);
        if (ended.code() != 0) {
            throw new IOException(ended.text());
        }
    }

    private KeyStore load() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(file)) {
            store.load(bytes, PASSWORD);
        }
        return store;
    }

    /// The certificate of the issuer, for a fleet.
    Path issuer() throws Exception {
        return pem("issuer.pem", "CERTIFICATE", load().getCertificate(ISSUER).getEncoded());
    }

    /// A certificate with what is above it.
    Path certificate(String alias) throws Exception {
        StringBuilder text = new StringBuilder();
        for (Certificate each : load().getCertificateChain(alias)) {
            text.append(text("CERTIFICATE", each.getEncoded()));
        }
        return Files.writeString(folder.resolve(alias + ".pem"), text);
    }

    Path key(String alias) throws Exception {
        return pem(alias + ".key", "PRIVATE KEY", load().getKey(alias, PASSWORD).getEncoded());
    }

    private Path pem(String name, String what, byte[] bytes) throws IOException {
        return Files.writeString(folder.resolve(name), text(what, bytes));
    }

    private static String text(String what, byte[] bytes) {
        return "-----BEGIN "
                + what
                + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(bytes)
                + "\n-----END "
                + what
                + "-----\n";
    }

    /// TLS of a client with one of the certificates, which trusts a fleet.
    ///
    /// @param alias empty = the client has none
    SSLContext context(String alias, SimulatedFleet fleet) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("fleet", fleet.certificate().orElseThrow());
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        if (!alias.isEmpty()) {
            Key key = load().getKey(alias, PASSWORD);
            own.setKeyEntry(alias, key, PASSWORD, load().getCertificateChain(alias));
        }
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
