package io.github.fleetlogoff.cli;

import static java.util.Objects.requireNonNull;

import com.unboundid.ldap.listener.SelfSignedCertificateGenerator;
import com.unboundid.util.ObjectPair;
import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.Map;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// Keystores full of secrets, and an inventory for each way of opening them.
///
/// @param folder where the keystores are
record CanaryKeystores(Path folder) {
    static final String STORE = "Canary-store-4717";
    static final String KEPT = "Canary-kept-4718";
    static final String ENTRY = "Canary-entry-4719";
    static final String CARD = "Canary-card-4720";

    /// What the inventories take from the environment.
    static Map<String, String> environment() {
        return Map.of("STORE", STORE, "CARD", CARD);
    }

    void write(String address, int port) throws Exception {
        password("same.p12", "PKCS12", STORE);
        password("own.jceks", "JCEKS", ENTRY);
        certificate();
        String host = "hosts: {pc-01: {address: " + address + ", port: " + port + "}}\n";
        inventory("kept", keystore("same.p12", "ops", "STORE") + host);
        inventory("alias", keystore("same.p12", "opz", "STORE") + host);
        inventory("shut", keystore("same.p12", "ops", "WRONG") + host);
        inventory("entry", keystore("own.jceks", "ops", "STORE") + host);
        inventory("card", card("CARD") + host);
        inventory("card-shut", card("WRONG") + host);
    }

    private String keystore(String file, String alias, String variable) {
        return "credentials: {k: {username: 'CORP\\kept', password: {keystore: {file: '"
                + folder.resolve(file)
                + "', alias: "
                + alias
                + ", password: {env: "
                + variable
                + "}}}}}\ndefaults: {credential: k}\n";
    }

    private String card(String variable) {
        return "credentials: {k: {pkcs12: '"
                + folder.resolve("card.p12")
                + "', password: {env: "
                + variable
                + "}}}\ndefaults: {credential: k, auth: certificate, tls: true, tlsInsecure: true}\n";
    }

    private void inventory(String name, String text) throws Exception {
        Files.writeString(folder.resolve(name + ".yaml"), text);
    }

    private void password(String name, String type, String entry) throws Exception {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, STORE.toCharArray());
        store.setEntry(
                "ops",
                new KeyStore.SecretKeyEntry(
                        SecretKeyFactory.getInstance("PBE")
                                .generateSecret(new PBEKeySpec(KEPT.toCharArray()))),
                new KeyStore.PasswordProtection(entry.toCharArray()));
        write(store, name, STORE);
    }

    private void certificate() throws Exception {
        ObjectPair<File, char[]> made =
                SelfSignedCertificateGenerator.generateTemporarySelfSignedCertificate(
                        "ops", "PKCS12");
        char[] password = requireNonNull(made.getSecond());
        KeyStore from = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(requireNonNull(made.getFirst()).toPath())) {
            from.load(in, password);
        }
        String alias = from.aliases().nextElement();
        KeyStore card = KeyStore.getInstance("PKCS12");
        card.load(null, null);
        card.setKeyEntry(
                "ops",
                from.getKey(alias, password),
                CARD.toCharArray(),
                from.getCertificateChain(alias));
        write(card, "card.p12", CARD);
    }

    private void write(KeyStore store, String name, String password) throws Exception {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
