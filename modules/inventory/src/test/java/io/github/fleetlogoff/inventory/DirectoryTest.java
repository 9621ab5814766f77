package io.github.fleetlogoff.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));
    // 2026-11-01 and 2026-06-01, in steps of 100 ns since 1601.
    private static final String LATELY = "134379648000000000";
    private static final String LONG_AGO = "134247456000000000";

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
    void computers_become_hosts_with_groups_site_and_labels() throws Exception {
        directory.computer(
                "CN=LAB-02,OU=Lab,OU=Berlin,DC=corp,DC=example",
                "dNSHostName: LAB-02.corp.example",
                "sAMAccountName: LAB-02$",
                "l: berlin",
                "operatingSystem: Windows 11 Enterprise",
                "lastLogonTimestamp: " + LATELY);
        directory.computer(
                "CN=KIOSK,OU=Berlin,DC=corp,DC=example",
                "dNSHostName: foyer.corp.example",
                "sAMAccountName: KIOSK$",
                "lastLogonTimestamp: " + LATELY);

        Inventory inventory =
                load(
                        "site: l\n  labels: {os: operatingSystem}",
                        "groups: {Berlin: {port: 5999}, Berlin.Lab: {tls: true}}");

        assertThat(inventory.hosts())
                .extracting(Host::name)
                .containsExactly("foyer.corp.example", "lab-02.corp.example");
        Host lab = inventory.hosts().getLast();
        assertThat(lab.groups()).containsExactly("Berlin.Lab", "Berlin");
        assertThat(lab.site()).isEqualTo("berlin");
        assertThat(lab.labels()).containsExactly(Map.entry("os", "Windows 11 Enterprise"));
        assertThat(lab.connection().port()).isEqualTo(5999);
        assertThat(lab.connection().tls()).isNotNull();
        assertThat(lab.computerName()).isNull();
        assertThat(inventory.hosts().getFirst().computerName()).isEqualTo("KIOSK");
        assertThat(inventory.hosts().getFirst().groups()).containsExactly("Berlin");
        assertThat(inventory.groupTree())
                .containsExactly(
                        new HostGroup(
                                "Berlin", List.of("foyer.corp.example"), List.of("Berlin.Lab")),
                        new HostGroup("Berlin.Lab", List.of("lab-02.corp.example"), List.of()));
        assertThat(inventory.origin("lab-02.corp.example"))
                .isEqualTo(
                        "CN=LAB-02,OU=Lab,OU=Berlin,DC=corp,DC=example in "
                                + folder.resolve("ldap.yaml")
                                + ":4:3");
    }

    @Test
    void only_enabled_computers_that_were_seen_lately_are_asked_for() throws Exception {
        computer("seen", "lastLogonTimestamp: " + LATELY, "userAccountControl: 4096");
        computer("old", "lastLogonTimestamp: " + LONG_AGO, "userAccountControl: 4096");
        computer("off", "lastLogonTimestamp: " + LATELY, "userAccountControl: 4098");
        computer("never", "userAccountControl: 4096");

        assertThat(names(load("", ""))).containsExactly("seen");
        assertThat(directory.filter())
                .isEqualTo(
                        "(&(objectCategory=computer)(!(userAccountControl:1.2.840.113556.1.4.803:=2))"
                                + "(lastLogonTimestamp>=134345520000000000))");
        assertThat(names(load("enabledOnly: false\n  seenWithin: 300d", "")))
                .containsExactly("off", "old", "seen");
        assertThat(names(load("seenWithin: any\n  filter: (cn=*e*)", "")))
                .containsExactly("never", "seen");
    }

    @Test
    void asks_page_by_page() throws Exception {
        for (int i = 0; i < 25; i++) {
            computer("pc" + i, "lastLogonTimestamp: " + LATELY);
        }

        assertThat(load("pageSize: 10", "").hosts()).hasSize(25);
        assertThat(directory.pageSizes()).containsExactly(10, 10, 10);
    }

    @Test
    void the_file_counts_more_than_the_directory() throws Exception {
        computer("pc1", "lastLogonTimestamp: " + LATELY, "l: munich");

        Inventory inventory =
                load("site: l", "hosts: {pc1: {site: berlin}, extra: }\ndefaults: {port: 5}");

        assertThat(names(inventory)).containsExactly("pc1", "extra");
        assertThat(inventory.hosts().getFirst().site()).isEqualTo("berlin");
        assertThat(inventory.hosts().getFirst().connection().port()).isEqualTo(5);
    }

    @Test
    void what_cannot_be_a_host_is_left_out_and_told() throws Exception {
        computer("good", "lastLogonTimestamp: " + LATELY);
        directory.computer(
                "CN=a b,OU=Lab,OU=Berlin,DC=corp,DC=example", "lastLogonTimestamp: " + LATELY);
        directory.computer(
                "CN=good2,OU=Berlin,DC=corp,DC=example",
                "dNSHostName: good",
                "lastLogonTimestamp: " + LATELY);

        Inventory inventory = load("", "");

        assertThat(names(inventory)).containsExactly("good");
        assertThat(inventory.notes())
                .containsExactlyInAnyOrder(
                        place()
                                + ": left out 1 computer without a name for a host, like CN=a"
                                + " b,OU=Lab,OU=Berlin,DC=corp,DC=example",
                        place() + ": left out 1 computers whose name another has, too");
    }

    @Test
    void a_certificate_is_checked_by_authority_name_and_pin() throws Exception {
        computer("pc1", "lastLogonTimestamp: " + LATELY);

        assertThat(names(load(directory.ldap(), "startTls: true\n  ca: directory.pem", "")))
                .containsExactly("pc1");
        assertThat(names(load(directory.ldaps(), "tlsInsecure: true", ""))).containsExactly("pc1");
        assertThat(fault(directory.ldaps(), "startTls: false"))
                .contains("its certificate or TLS is refused", "give the authority's certificate");
        assertThat(fault(directory.ldap(), "startTls: true")).contains("certificate or TLS");
        assertThat(fault(directory.ldaps(), "pin: " + "ab".repeat(32)))
                .contains("another one than 'pin' says: its SHA-256 is ");
        String shown = fault(directory.ldaps(), "pin: " + "ab".repeat(32));
        String pin = shown.replaceAll("(?s).*SHA-256 is ([0-9a-f]{64}).*", "$1");
        assertThat(names(load(directory.ldaps(), "pin: " + pin, ""))).containsExactly("pc1");
    }

    @Test
    void a_certificate_for_another_name_is_refused(@TempDir Path others) throws Exception {
        InMemoryDirectory.certify(others, "dc2.corp.example");
        Files.copy(others.resolve("directory.pem"), folder.resolve("other.pem"));
        try (InMemoryDirectory other = InMemoryDirectory.start(others)) {
            assertThat(fault(other.ldaps(), "ca: other.pem"))
                    .contains("certificate or TLS is refused", "dc2.corp.example");
            assertThat(fault(other.ldap(), "startTls: true\n  ca: other.pem"))
                    .contains("certificate or TLS is refused");
            assertThat(other.logons()).isZero();
        }
    }

    @Test
    void a_wrong_password_is_sent_once_however_many_servers_there_are() throws Exception {
        computer("pc1", "lastLogonTimestamp: " + LATELY);

        FleetException refused =
                catchThrowableOfType(
                        FleetException.class,
                        () ->
                                load(
                                        "[" + directory.ldaps() + ", " + directory.ldaps() + "]",
                                        "ca: directory.pem",
                                        "",
                                        access("Canary-wrong")));

        assertThat(refused)
                .hasMessageContaining(
                        "refused the logon of 'cn=reader,dc=corp,dc=example' (credential 'reader'): the name or the"
                                + " password is wrong; it was sent once")
                .hasMessageNotContaining("Canary");
        assertThat(refused.code()).isEqualTo(FleetException.Code.CREDENTIAL);
        assertThat(directory.logons()).isEqualTo(1);
    }

    @Test
    void a_server_that_cannot_be_reached_is_passed_over() throws Exception {
        computer("pc1", "lastLogonTimestamp: " + LATELY);

        assertThat(
                        names(
                                load(
                                        "[ldaps://localhost:1, " + directory.ldaps() + "]",
                                        "ca: directory.pem",
                                        "")))
                .containsExactly("pc1");
        assertThat(fault("ldaps://localhost:1", "ca: directory.pem"))
                .contains("directory ldaps://localhost:1 cannot be reached", "name another server");
    }

    @Test
    void a_base_that_is_not_there_is_named() {
        assertThat(
                        fault(
                                directory.ldaps(),
                                "ca: directory.pem\n  base: OU=Paris,DC=corp,DC=example"))
                .contains(
                        "there is no 'OU=Paris,DC=corp,DC=example' for this account; correct 'base'");
        assertThat(fault(directory.ldaps(), "ca: directory.pem"))
                .contains("the directory has no computer that fits");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ldap://dc1|ca: directory.pem|4:3: directory: the password of 'reader' would go over the network in clear"
                        + " text; write ldaps:// or startTls: true, or auth: kerberos, which is sealed",
                "dc1|ca: directory.pem|4:8: directory: url is 'dc1'; it must be ldaps://HOST",
                "ldaps://dc1/DC=x|ca: directory.pem|url is 'ldaps://dc1/DC=x'; it must be ldaps://HOST",
                "ldaps://dc1|startTls: true|startTls goes with ldap://, not with ldaps://",
                "ldaps://dc1|base: corp.example|base is 'corp.example'; it must be a distinguished name",
                "ldaps://dc1|filter: cn=(|filter is no LDAP filter",
                "ldaps://dc1|seenWithin: 10d|it must be 15d or more, or any for all",
                "ldaps://dc1|seenWithin: soon|'soon' is not a duration",
                "ldaps://dc1|credentials: a|unknown key 'credentials'; did you mean 'credential'?",
                "ldaps://dc1|labels: {x: ms-Mcs-AdmPwd}|which holds a password; give a credential",
                "ldaps://dc1|site: my site|it must be the name of an attribute",
                "ldaps://dc1|credential: redaer|credential 'redaer' is not defined under 'credentials'; did you mean 'reader'?",
                "ldaps://dc1|pageSize: 0|pageSize is '0'; it must be a whole number from 1",
                "ldaps://dc1|ca: nowhere.pem|ca: there is no file",
            })
    void names_the_line_that_is_wrong(String url, String lines, String message) {
        assertThat(fault(url, lines)).contains(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "simulator: {hosts: 3}",
                "groups: {Berlin.Lab: {groups: [Berlin]}, Berlin: }"
            })
    void refuses_what_contradicts_the_directory(String more) throws Exception {
        computer("pc1", "lastLogonTimestamp: " + LATELY);

        assertThat(catchThrowableOfType(FleetException.class, () -> load("", more)))
                .message()
                .containsAnyOf("exclude each other", "is inside itself");
    }

    private void computer(String name, String... lines) throws Exception {
        directory.computer("CN=" + name + ",OU=Lab,OU=Berlin,DC=corp,DC=example", lines);
    }

    private String place() {
        return folder.resolve("ldap.yaml") + ":4:3";
    }

    private Inventory load(String directoryLines, String more) throws Exception {
        return load(directory.ldaps(), "ca: directory.pem\n  " + directoryLines, more);
    }

    private Inventory load(String url, String directoryLines, String more) throws Exception {
        return load(url, directoryLines, more, access(InMemoryDirectory.PASSWORD));
    }

    private Inventory load(String url, String lines, String more, DirectoryAccess access)
            throws Exception {
        String usual =
                (lines.contains("base:") ? "" : "  base: DC=corp,DC=example\n")
                        + (lines.contains("credential:") ? "" : "  credential: reader\n");
        Path file = folder.resolve("ldap.yaml");
        Files.writeString(
                file,
                "credentials: {reader: {username: '"
                        + InMemoryDirectory.READER
                        + "', password: {env: P}}}\n# the directory of the company\ndirectory:\n  url: "
                        + url
                        + "\n"
                        + usual
                        + "  "
                        + lines
                        + "\n"
                        + more
                        + "\n");
        return Inventory.load(file, access);
    }

    private String fault(String url, String lines) {
        return String.valueOf(
                catchThrowableOfType(FleetException.class, () -> load(url, lines, ""))
                        .getMessage());
    }

    private static DirectoryAccess access(String password) {
        return new DirectoryAccess(secrets(Map.of("P", password)), CLOCK, false);
    }

    private static Secrets secrets(Map<String, String> environment) {
        return new Secrets(SecretAccess.of(environment, null));
    }

    private static List<String> names(Inventory inventory) {
        return inventory.hosts().stream().map(Host::name).toList();
    }
}
