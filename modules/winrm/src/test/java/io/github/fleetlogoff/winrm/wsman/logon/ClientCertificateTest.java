package io.github.fleetlogoff.winrm.wsman.logon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.fleetlogoff.model.Secret;
import io.github.fleetlogoff.winrm.wsman.logon.LogonException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientCertificateTest {
    private static final Path CLIENT = Path.of("src/test/resources/certificates/client.p12");
    private static final Path KEYLESS = Path.of("src/test/resources/certificates/keyless.p12");
    private static final Instant VALID = Instant.parse("2027-01-01T00:00:00Z");
    private static final Secret PASSWORD = Secret.of("of the file".toCharArray());

    @TempDir private Path folder;

    @Test
    void shows_the_certificate_to_any_server_that_takes_its_kind_of_key() throws Exception {
        X509ExtendedKeyManager keys =
                (X509ExtendedKeyManager)
                        ClientCertificate.read(CLIENT, PASSWORD, VALID).keyManagers()[0];
        String alias = keys.chooseClientAlias(new String[] {"EC", "RSA"}, null, null);
        assertThat(alias).isNotNull();
        assertThat(keys.getCertificateChain(alias)[0].getSubjectX500Principal().getName())
                .isEqualTo("CN=ops");
        assertThat(keys.getPrivateKey(alias).getAlgorithm()).isEqualTo("RSA");
        assertThat(keys.chooseClientAlias(new String[] {"EC"}, null, null)).isNull();
    }

    @Test
    void says_why_a_file_cannot_be_used_and_asks_no_host() throws Exception {
        assertFault(
                CLIENT, Secret.of("hunter2".toCharArray()), VALID, "its password is another one");
        assertFault(KEYLESS, PASSWORD, VALID, "it holds 0 private keys; it must be one");
        assertFault(
                Files.writeString(folder.resolve("a.p12"), "-----BEGIN CERTIFICATE-----"),
                PASSWORD,
                VALID,
                "it is no PKCS#12 file: make one with openssl pkcs12 -export");
        assertFault(folder.resolve("none"), PASSWORD, VALID, "there is no such file");
    }

    @Test
    void refuses_a_certificate_outside_its_time() {
        assertFault(
                CLIENT, PASSWORD, Instant.parse("2040-01-01T00:00:00Z"), "it expired at 2036-11-");
        assertFault(
                CLIENT,
                PASSWORD,
                Instant.parse("2020-01-01T00:00:00Z"),
                "it is not valid before 2026-11-");
    }

    private static void assertFault(Path file, Secret password, Instant now, String why) {
        assertThatExceptionOfType(LogonException.class)
                .isThrownBy(() -> ClientCertificate.read(file, password, now))
                .withMessageStartingWith("the certificate " + file + " cannot be used: " + why)
                .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(Kind.NO_TICKET));
    }
}
