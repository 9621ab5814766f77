package io.github.fleetlogoff.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credential.Proof;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "file permissions are those of POSIX")
class CredentialFitTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "username: u, keytab: k|auth: ntlm|auth is ntlm, but the credential 'ops' is a keytab; use auth: negotiate or kerberos, or another credential",
                "username: u, ticketCache: true|auth: basic|auth is basic, but the credential 'ops' is a ticket cache; use auth: negotiate or kerberos, or another credential",
                "username: u, password: {env: UNSET}|auth: certificate, tls: true|auth is certificate, but the credential 'ops' is a password; use auth: negotiate or kerberos or ntlm or basic, or another credential",
                "pkcs12: p, password: {env: UNSET}|auth: kerberos|auth is kerberos, but the credential 'ops' is a certificate; use auth: certificate, or another credential",
                "pkcs12: p, password: {env: UNSET}|auth: certificate|auth is certificate, which only TLS can carry; add tls: true, or use another auth"
            })
    void refuses_a_credential_that_the_logon_cannot_use_before_a_secret_is_fetched(
            String credential, String auth, String message) {
        assertFault(inventory(credential, auth), "host 'pc': " + message);
    }

    @Test
    void refuses_the_options_password_where_a_certificate_logs_on() {
        Inventory inventory =
                Inventory.parse("hosts: {pc: {auth: certificate, tls: true}}\n", "x", folder);
        Host host = inventory.hosts().getFirst();
        Host named = host.withConnection(host.connection().withCredential(Secrets.OPTIONS));
        Credential options = Secrets.fromOptions("CORP\\me", Secret.of("x".toCharArray()));
        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(() -> secrets().load(inventory, List.of(named), List.of(options)))
                .withMessageContaining("auth is certificate, but its credential is a password");
    }

    @Test
    void hands_out_a_keytab_a_ticket_cache_and_a_certificate() throws IOException {
        Path keytab = file("k", "rw-------");
        Path store = file("p", "r--------");
        assertThat(only(inventory("username: u@CORP, keytab: k", "auth: kerberos")).proof())
                .isEqualTo(new Proof.Keytab(keytab));
        assertThat(only(inventory("username: u@CORP, ticketCache: c", "auth: kerberos")).proof())
                .isEqualTo(new Proof.TicketCache(Optional.of(folder.resolve("c"))));
        Credential card =
                only(inventory("pkcs12: p, password: {env: P}", "auth: certificate, tls: true"));
        assertThat(card.proof()).isEqualTo(new Proof.Certificate(store));
        assertThat(card.username()).isEqualTo("p");
        assertThat(card.password().<String>use(String::new)).isEqualTo("of the file");
    }

    @Test
    void refuses_keys_that_are_missing_or_that_others_can_read() throws IOException {
        Inventory inventory = inventory("username: u@CORP, keytab: k", "auth: kerberos");
        assertFault(inventory, "credential 'ops': there is no keytab " + folder.resolve("k"));
        Path keytab = file("k", "rw-r-----");
        assertFault(
                inventory,
                "credential 'ops': others can read or write the keytab "
                        + keytab
                        + "; run: chmod 600 "
                        + keytab);
        Path store = file("p", "rw-rw----");
        assertFault(
                inventory("pkcs12: p, password: {env: P}", "auth: certificate, tls: true"),
                "credential 'ops': others can read or write the pkcs12 file "
                        + store
                        + "; run: chmod 600 "
                        + store);
    }

    private Path file(String name, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "keys");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private Inventory inventory(String credential, String host) {
        return Inventory.parse(
                "credentials: {ops: {"
                        + credential
                        + "}}\nhosts: {pc: {credential: ops, "
                        + host
                        + "}}\n",
                "x.yaml",
                folder);
    }

    private static Credential only(Inventory inventory) {
        return secrets()
                .load(inventory, inventory.hosts())
                .of(inventory.hosts().getFirst())
                .orElseThrow();
    }

    private static void assertFault(Inventory inventory, String message) {
        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(() -> secrets().load(inventory, inventory.hosts()))
                .withMessage(message)
                .satisfies(fault ->
                        assertThat(fault.code()).isEqualTo(FleetException.Code.CREDENTIAL));
    }

    private static Secrets secrets() {
        return new Secrets(SecretAccess.of(Map.of("P", "of the file"), null));
    }
}
