package io.github.fleetlogoff.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.fleetlogoff.model.FleetException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.Map;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Passwords from keystores and keychains.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "file permissions are those of POSIX")
class KeystoreTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JCEKS"})
    void takes_a_password_from_a_keystore(String type) throws Exception {
        Path store = folder.resolve("secrets.p12");
        keystore(store, type);

        assertThat(keystorePassword("secrets.p12", "ops", "opening")).isEqualTo("Canary-ks-1");
        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(() -> keystorePassword("secrets.p12", "opss", "opening"))
                .withMessageContaining("holds nothing under 'opss'; did you mean 'ops'?");
        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(() -> keystorePassword("secrets.p12", "ops", "Canary-bad"))
                .withMessageContaining("does not open with that password")
                .withMessageNotContaining("Canary");
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(() -> keystorePassword("secrets.p12", "ops", "opening"))
                .withMessageContaining("others can read or write the keystore");
    }

    @Test
    void asks_the_keychain_by_the_program_of_the_system() {
        assertThat(PasswordKeychain.program("o", "Mac OS X", "fleet", "ops").command())
                .containsExactly(
                        "security", "find-generic-password", "-w", "-s", "fleet", "-a", "ops");
        assertThat(PasswordKeychain.program("o", "Linux", "fleet", "ops").command())
                .containsExactly("secret-tool", "lookup", "service", "fleet", "username", "ops");
        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(() -> PasswordKeychain.program("o", "Windows 11", "fleet", "ops"))
                .withMessageContaining("docs/credentials.md");
    }

    private static void keystore(Path file, String type) throws Exception {
        char[] opening = "opening".toCharArray();
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, opening);
        store.setEntry(
                "ops",
                new KeyStore.SecretKeyEntry(
                        SecretKeyFactory.getInstance("PBE")
                                .generateSecret(new PBEKeySpec("Canary-ks-1".toCharArray()))),
                new KeyStore.PasswordProtection(opening));
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, opening);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private String keystorePassword(String file, String alias, String opening) {
        Inventory inventory =
                Inventory.parse(
                        "credentials: {ops: {username: u, password: {keystore: {file: "
                                + file
                                + ", alias: "
                                + alias
                                + ", password: {env: K}}}}}\nhosts: {a: {credential: ops}}",
                        "x.yaml",
                        folder);
        return new Secrets(SecretAccess.of(Map.of("K", opening), null))
                .load(inventory, inventory.hosts())
                .of(inventory.hosts().getFirst())
                .orElseThrow()
                .password()
                .use(String::new);
    }
}
