package io.github.fleetlogoff.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The passwords of local administrators that a directory keeps.
class LapsTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));
    // 2026-11-01, in steps of 100 ns since 1601.
    private static final String LATELY = "134379648000000000";
    private static final String ENCRYPTED = "msLAPS-EncryptedPassword: Canary-blob";

    @TempDir private static Path certificates;

    @TempDir private Path folder;

    private InMemoryDirectory directory;

    @BeforeAll
    static void certify() throws Exception {
        InMemoryDirectory.certify(certificates, "localhost");
    }

    @BeforeEach
    void start() throws Exception {
        Files.copy(certificates.resolve("directory.pem"), folder.resolve("directory.pem"));
        directory = InMemoryDirectory.start(certificates);
        directory.unit("OU=Berlin,DC=corp,DC=example");
        directory.unit("OU=Lab,OU=Berlin,DC=corp,DC=example");
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    @Test
    void passwords_of_local_administrators_are_read_in_bulk_and_for_their_host_only()
            throws Exception {
        computer("old1", "lastLogonTimestamp: " + LATELY, "ms-Mcs-AdmPwd: Canary-laps-1");
        computer(
                "new1",
                "lastLogonTimestamp: " + LATELY,
                "msLAPS-Password: {\"n\":\"Adm\",\"t\":\"1d8161b41c41cde\",\"p\":\"Canary\\\"laps-2\"}");
        computer("none", "lastLogonTimestamp: " + LATELY);

        Inventory inventory = laps("{password: {laps: true}}", true);
        Credentials credentials = secrets(Map.of()).load(inventory, inventory.hosts());

        assertThat(inventory.notes())
                .containsExactly(
                        place() + ": 1 of 3 hosts have no LAPS password that 'reader' may read");
        assertThat(shown(credentials, inventory, "old1"))
                .isEqualTo(".\\Administrator Canary-laps-1");
        assertThat(shown(credentials, inventory, "new1")).isEqualTo(".\\Adm Canary\"laps-2");
        assertThat(credentials.of(host(inventory, "none"))).isEmpty();
        assertThat(credentials.account(host(inventory, "old1")))
                .contains(".\\Administrator of old1");
        Secret left = inventory.laps(host(inventory, "old1")).orElseThrow().password();
        assertThat(left.<String>use(String::new)).doesNotContain("Canary");
        credentials.wipe();
        assertThat(shown(credentials, inventory, "old1")).doesNotContain("Canary");
    }

    @Test
    void an_account_that_the_inventory_names_is_taken_with_the_password() throws Exception {
        computer(
                "new1",
                "lastLogonTimestamp: " + LATELY,
                "msLAPS-Password: {\"n\":\"Adm\",\"p\":\"Canary-laps-2\"}");

        Inventory inventory = laps("{username: .\\helpdesk, password: {laps: true}}", true);

        assertThat(shown(secrets(Map.of()).load(inventory, inventory.hosts()), inventory, "new1"))
                .isEqualTo(".\\helpdesk Canary-laps-2");
    }

    @Test
    void nobody_asks_for_passwords_to_look_at_an_inventory() throws Exception {
        computer("old1", "lastLogonTimestamp: " + LATELY, "ms-Mcs-AdmPwd: Canary-laps-1");

        laps("{password: {laps: true}}", false);
        assertThat(directory.attributes()).containsExactly("dNSHostName", "cn", "sAMAccountName");
        laps("{password: {laps: true}}", true);
        assertThat(directory.attributes())
                .contains("ms-Mcs-AdmPwd", "msLAPS-Password", "msLAPS-EncryptedPassword");
        load("", "", true);
        assertThat(directory.attributes()).doesNotContain("ms-Mcs-AdmPwd", "msLAPS-Password");
    }

    @Test
    void a_host_without_a_password_says_why_and_holds_up_no_other() throws Exception {
        computer("has", "lastLogonTimestamp: " + LATELY, "ms-Mcs-AdmPwd: Canary-laps-1");
        computer("none", "lastLogonTimestamp: " + LATELY);
        computer("closed", "lastLogonTimestamp: " + LATELY, ENCRYPTED);

        Inventory inventory = laps("{password: {laps: true}}", true);
        Credentials credentials = secrets(Map.of()).load(inventory, inventory.hosts());

        assertThat(credentials.lack(host(inventory, "has"))).isEmpty();
        assertThat(credentials.lack(host(inventory, "none")).orElse(""))
                .startsWith("not tried: the directory has no LAPS password of it")
                .contains("may read ms-Mcs-AdmPwd or msLAPS-Password");
        assertThat(credentials.lack(host(inventory, "closed")).orElse(""))
                .startsWith("not tried: the directory keeps its LAPS password encrypted")
                .contains("Get-LapsADPassword", "'Enable password encryption'")
                .doesNotContain("Canary");
        assertThat(inventory.notes())
                .containsExactly(
                        place()
                                + ": 2 of 3 hosts have no LAPS password that 'reader' may read; 1 has one that is"
                                + " encrypted, which only Windows can read");
    }

    @Test
    void a_password_in_clear_counts_also_where_there_is_an_encrypted_one() throws Exception {
        computer(
                "both",
                "lastLogonTimestamp: " + LATELY,
                "msLAPS-Password: {\"n\":\"Adm\",\"p\":\"Canary-laps-2\"}",
                ENCRYPTED);

        Inventory inventory = laps("{password: {laps: true}}", true);

        assertThat(inventory.notes()).isEmpty();
        assertThat(shown(secrets(Map.of()).load(inventory, inventory.hosts()), inventory, "both"))
                .isEqualTo(".\\Adm Canary-laps-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {ENCRYPTED, "msLAPS-Password: cannot be read"})
    void what_the_legacy_laps_left_behind_is_not_tried_where_a_newer_password_is_kept(String newer)
            throws Exception {
        computer("has", "lastLogonTimestamp: " + LATELY, "ms-Mcs-AdmPwd: Canary-laps-1");
        computer("both", "lastLogonTimestamp: " + LATELY, "ms-Mcs-AdmPwd: Canary-stale", newer);

        Inventory inventory = laps("{password: {laps: true}}", true);
        Credentials credentials = secrets(Map.of()).load(inventory, inventory.hosts());

        assertThat(credentials.of(host(inventory, "both"))).isEmpty();
        assertThat(credentials.lack(host(inventory, "both")).orElse("")).startsWith("not tried: ");
    }

    @Test
    void where_all_are_encrypted_nothing_is_begun_and_the_way_out_is_named() throws Exception {
        computer("closed", "lastLogonTimestamp: " + LATELY, ENCRYPTED);
        Inventory inventory = laps("{password: {laps: true}}", true);

        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(() -> secrets(Map.of()).load(inventory, inventory.hosts()))
                .withMessageContaining("no LAPS password was found for any of its hosts")
                .withMessageContaining("Get-LapsADPassword");
    }

    private void computer(String name, String... lines) throws Exception {
        directory.computer("CN=" + name + ",OU=Lab,OU=Berlin,DC=corp,DC=example", lines);
    }

    private String place() {
        return folder.resolve("ldap.yaml") + ":4:3";
    }

    private Inventory laps(String credential, boolean wanted) throws Exception {
        return load(", local: " + credential, "defaults: {credential: local}\n", wanted);
    }

    private Inventory load(String credential, String more, boolean wanted) throws Exception {
        Path file = folder.resolve("ldap.yaml");
        Files.writeString(
                file,
                "credentials: {reader: {username: '"
                        + InMemoryDirectory.READER
                        + "', password: {env: P}}"
                        + credential
                        + "}\n# the directory of the company\ndirectory:\n  url: "
                        + directory.ldaps()
                        + "\n  base: DC=corp,DC=example\n  credential: reader\n  ca: directory.pem\n"
                        + more);
        return Inventory.load(
                file,
                new DirectoryAccess(
                        secrets(Map.of("P", InMemoryDirectory.PASSWORD)), CLOCK, wanted));
    }

    private static Secrets secrets(Map<String, String> environment) {
        return new Secrets(SecretAccess.of(environment, null));
    }

    private static Host host(Inventory inventory, String name) {
        return inventory.hosts().stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String shown(Credentials credentials, Inventory inventory, String host) {
        Credential credential = credentials.of(host(inventory, host)).orElseThrow();
        Secret password = credential.password();
        return credential.username() + " " + password.use(String::new);
    }
}
