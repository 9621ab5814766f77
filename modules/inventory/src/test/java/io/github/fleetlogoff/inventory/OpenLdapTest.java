package io.github.fleetlogoff.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The directory against a server that others wrote: it gives 20 entries at a time and no password
/// to those who may not read them, and takes no password in clear text.
class OpenLdapTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));
    private static final String READER = "cn=reader,dc=corp,dc=example";
    private static final int COMPUTERS = 55;

    @TempDir private Path folder;
    @TempDir private Path server;

    @Test
    void pages_filters_and_maps_what_openldap_answers() throws Exception {
        try (OpenLdap directory = OpenLdap.start(server, false, entries())) {
            Inventory inventory =
                    load(password("reader"), directory.ldaps(), "pageSize: 10\n  site: l");

            assertThat(inventory.hosts()).hasSize(COMPUTERS);
            Host first = inventory.hosts().getFirst();
            assertThat(first.name()).isEqualTo("pc-00.corp.example");
            assertThat(first.groups()).containsExactly("Berlin.Lab- east", "Berlin");
            assertThat(first.site()).isEqualTo("berlin");
            assertThat(load(password("reader"), directory.ldap(), "startTls: true").hosts())
                    .hasSize(COMPUTERS);
            assertThat(
                            load(
                                            password("reader"),
                                            directory.ldaps(),
                                            "enabledOnly: false\n  seenWithin: any")
                                    .hosts())
                    .hasSize(COMPUTERS + 2);
            assertThat(fault(password("nobody"), directory.ldaps(), "pageSize: 10"))
                    .contains("the name or the password is wrong; it was sent once");
        }
    }

    @Test
    void only_who_may_read_laps_passwords_gets_them() throws Exception {
        try (OpenLdap directory = OpenLdap.start(server, false, entries())) {
            Inventory inventory = load(password("laps"), directory.ldaps(), "pageSize: 10");
            Credentials credentials =
                    new Secrets(SecretAccess.of(Map.of(), null)).load(inventory, inventory.hosts());

            assertThat(
                            credentials
                                    .of(inventory.hosts().get(7))
                                    .orElseThrow()
                                    .password()
                                    .<String>use(String::new))
                    .isEqualTo("Canary-laps-7");
            Inventory without = load(password("reader"), directory.ldaps(), "pageSize: 10");
            assertThat(
                            catchThrowableOfType(
                                    FleetException.class,
                                    () ->
                                            new Secrets(SecretAccess.of(Map.of(), null))
                                                    .load(without, without.hosts())))
                    .hasMessageContaining("no LAPS password was found for any of its hosts");
        }
    }

    @Test
    void logs_on_with_a_keytab_a_ticket_or_a_password_by_kerberos() throws Exception {
        try (OpenLdap directory = OpenLdap.start(server, true, entries())) {
            Files.copy(directory.keytab(), folder.resolve("robot.keytab"));
            folder.resolve("robot.keytab").toFile().setReadable(false, false);
            folder.resolve("robot.keytab").toFile().setReadable(true, true);
            String keytab = "{username: robot@fleet.test, keytab: robot.keytab}";
            String ticket = "{username: laps@fleet.test, ticketCache: " + directory.cache() + "}";
            String sealed = directory.ldap();

            assertThat(load(keytab, sealed, "pageSize: 10").hosts()).hasSize(COMPUTERS);
            assertThat(load(ticket, sealed, "pageSize: 10").hosts()).hasSize(COMPUTERS);
            assertThat(load(ticket, directory.ldaps(), "pageSize: 10").hosts()).hasSize(COMPUTERS);
            assertThat(
                            load(
                                            "{username: laps@fleet.test, password: {env: P}}",
                                            sealed,
                                            "pageSize: 10\n  auth: kerberos")
                                    .hosts())
                    .hasSize(COMPUTERS);
            assertThat(
                            fault(
                                    "{username: gone@fleet.test, keytab: robot.keytab}",
                                    sealed,
                                    "pageSize: 10"))
                    .contains(
                            "the Kerberos logon of 'gone@fleet.test' (credential 'reader') failed: ");
            assertThat(
                            fault(
                                    "{username: 'FLEET\\robot', keytab: robot.keytab}",
                                    sealed,
                                    "pageSize: 10"))
                    .contains("Kerberos needs the account as name@dns.domain");
        }
    }

    private static String entries() {
        StringBuilder ldif = new StringBuilder();
        for (String name : List.of("reader", "laps", "nobody")) {
            ldif.append("dn: cn=")
                    .append(name)
                    .append(",dc=corp,dc=example\nobjectClass: person\nsn: x\ncn: ")
                    .append(name)
                    .append("\nuserPassword: ")
                    .append(name.equals("nobody") ? "other" : OpenLdap.PASSWORD)
                    .append("\n\n");
        }
        ldif.append(
                "dn: OU=Berlin,dc=corp,dc=example\nobjectClass: organizationalUnit\nou: Berlin\n\n");
        ldif.append(
                "dn: OU=Lab\\, east,OU=Berlin,dc=corp,dc=example\nobjectClass: organizationalUnit\nou: Lab,"
                        + " east\n\n");
        for (int i = 0; i < COMPUTERS; i++) {
            computer(ldif, "PC-%02d".formatted(i), "4096", "134379648000000000");
            ldif.append("ms-Mcs-AdmPwd: Canary-laps-").append(i).append("\n\n");
        }
        computer(ldif, "OFF", "4098", "134379648000000000");
        ldif.append('\n');
        computer(ldif, "OLD", "4096", "134247456000000000");
        return ldif.append('\n').toString();
    }

    private static void computer(StringBuilder ldif, String name, String control, String seen) {
        ldif.append(
                """
                dn: CN=%1$s,OU=Lab\\, east,OU=Berlin,dc=corp,dc=example
                objectClass: computer
                objectCategory: computer
                cn: %1$s
                dNSHostName: %1$s.corp.example
                sAMAccountName: %1$s$
                userAccountControl: %2$s
                lastLogonTimestamp: %3$s
                l: berlin
                """
                        .formatted(name, control, seen));
    }

    private static String password(String account) {
        return "{username: '" + READER.replace("reader", account) + "', password: {env: P}}";
    }

    private Inventory load(String credential, String url, String lines) throws Exception {
        Files.copy(
                server.resolve("directory.pem"),
                folder.resolve("ca.pem"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Path file = folder.resolve("ldap.yaml");
        Files.writeString(
                file,
                "credentials: {reader: "
                        + credential
                        + ", local: {password: {laps: true}}}\ndefaults: {credential: local}\ndirectory:\n  url: "
                        + url
                        + "\n  ca: ca.pem\n  base: dc=corp,dc=example\n  credential: reader\n  "
                        + lines
                        + (lines.contains("pageSize") ? "\n" : "\n  pageSize: 10\n"));
        return Inventory.load(
                file,
                new DirectoryAccess(
                        new Secrets(SecretAccess.of(Map.of("P", OpenLdap.PASSWORD), null)),
                        CLOCK,
                        true));
    }

    private String fault(String credential, String url, String lines) {
        return String.valueOf(
                catchThrowableOfType(FleetException.class, () -> load(credential, url, lines))
                        .getMessage());
    }
}
