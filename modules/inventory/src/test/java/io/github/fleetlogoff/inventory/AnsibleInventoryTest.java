package io.github.fleetlogoff.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.fleetlogoff.inventory.CredentialSource.PasswordSource;
import io.github.fleetlogoff.inventory.CredentialSource.ProofSource;
import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.ServicePrincipal;
import io.github.fleetlogoff.model.Tls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnsibleInventoryTest {
    private static final Path FIXTURES = Path.of("src/test/resources/ansible");

    @TempDir private Path folder;

    @Test
    void reads_groups_ranges_and_variables_of_a_yaml_inventory() {
        Inventory inventory = Inventory.load(FIXTURES.resolve("hosts.yml"));

        assertThat(names(inventory))
                .containsExactly(
                        "kiosk",
                        "lab-01",
                        "lab-02",
                        "lab-03",
                        "lab-04",
                        "wsa.example.com",
                        "wsb.example.com",
                        "wsc.example.com",
                        "odd1",
                        "odd5",
                        "odd9",
                        "deep1",
                        "solo");
        assertThat(inventory.groups())
                .containsExactlyInAnyOrder("ungrouped", "lab", "inner", "other", "third");
        assertThat(inventory.notes())
                .containsExactly(
                        FIXTURES
                                + "/hosts.yml: left out 1 host that Ansible reaches by 'ssh', like linux1");
        assertThat(host(inventory, "kiosk").connection())
                .isEqualTo(
                        new Connection(
                                "192.0.2.7",
                                5985,
                                null,
                                AuthScheme.NEGOTIATE,
                                "CORP\\svc",
                                null,
                                new ServicePrincipal("HTTP", "kiosk"),
                                Endpoint.WINRS));
        Host first = host(inventory, "lab-01");
        assertThat(first.connection().address()).isEqualTo("lab-01.lab.example");
        assertThat(first.connection().tls()).isEqualTo(new Tls(null, true));
        assertThat(first.connection().auth()).isEqualTo(AuthScheme.NTLM);
        assertThat(first.connection().credential()).isEqualTo("lab@corp.example");
        assertThat(host(inventory, "lab-02").groups()).containsExactlyInAnyOrder("lab", "inner");
        assertThat(host(inventory, "lab-02").connection().port()).isEqualTo(5990);
        assertThat(host(inventory, "lab-02").connection().auth()).isEqualTo(AuthScheme.BASIC);
        assertThat(host(inventory, "lab-03").connection().auth()).isEqualTo(AuthScheme.KERBEROS);
        assertThat(host(inventory, "solo").connection().port()).isEqualTo(5999);
        assertThat(inventory.origin("lab-03")).isEqualTo(FIXTURES + "/hosts.yml:10:9");
    }

    @Test
    void reads_an_ini_inventory() {
        Inventory inventory = Inventory.load(FIXTURES.resolve("hosts.ini"));

        assertThat(names(inventory))
                .containsExactly(
                        "alone",
                        "lab-01",
                        "lab-03",
                        "lab-05",
                        "wsa.example.com",
                        "wsb.example.com",
                        "wsc.example.com",
                        "pc1");
        assertThat(host(inventory, "pc1").groups()).containsExactly("lab", "rooms");
        assertThat(host(inventory, "pc1").connection().port()).isEqualTo(5999);
        assertThat(host(inventory, "alone").connection().tls()).isEqualTo(new Tls(null, true));
        assertThat(host(inventory, "lab-03").connection().auth()).isEqualTo(AuthScheme.KERBEROS);
        assertThat(inventory.groupTree())
                .contains(new HostGroup("rooms", List.of(), List.of("lab")));
    }

    @Test
    void refuses_a_password_only_when_it_is_needed_and_says_the_way_out() {
        Inventory inventory = Inventory.load(FIXTURES.resolve("hosts.yml"));

        assertThat(inventory.credentials().get("CORP\\svc"))
                .extracting(CredentialSource::proof)
                .isEqualTo(
                        new ProofSource.Password(
                                new PasswordSource.Refused(
                                        "the password at "
                                                + FIXTURES
                                                + "/hosts.yml:3:23 is encrypted by ansible-vault, which is not"
                                                + " opened here; give it with --username and --password-file or"
                                                + " --ask-password, or with --credential and an inventory of our"
                                                + " own that says where it comes from")));
        assertThat(ini("pc1 ansible_user=lab@corp.example").credentials().get("lab@corp.example"))
                .extracting(CredentialSource::proof)
                .isEqualTo(new ProofSource.Password(new PasswordSource.Asked()));
    }

    @Test
    void takes_a_password_from_where_a_lookup_says() {
        assertThat(
                        ini("pc1 ansible_user=a ansible_password=\"{{ lookup('env', 'OPS') }}\"")
                                .credentials()
                                .values())
                .extracting(CredentialSource::proof)
                .containsExactly(new ProofSource.Password(new PasswordSource.Environment("OPS")));
        assertThat(ini("pc1 ansible_user=a ansible_password=Canary-7").credentials().toString())
                .contains("stands in clear text")
                .doesNotContain("Canary");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 5986, true",
        "ansible_port=5985, 5985, false",
        "ansible_port=443, 443, true",
        "ansible_winrm_scheme=http, 5986, false",
        "ansible_connection=psrp ansible_psrp_protocol=http ansible_psrp_port=5985, 5985, false"
    })
    void takes_port_and_scheme_where_ansible_would(String variables, int port, boolean tls) {
        Connection connection = ini("pc1 " + variables).hosts().getFirst().connection();

        assertThat(connection.port()).isEqualTo(port);
        assertThat(connection.tls() != null).isEqualTo(tls);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pc1 ansible_host='{{ x }}'|x.ini:2:1: host 'pc1': ansible_host or ansible_winrm_host or ansible_psrp_host is a"
                        + " template that only Ansible fills in; write the value in clear text, or let Ansible write the"
                        + " inventory: ansible-inventory --list > hosts.json",
                "pc1 ansible_port=many|x.ini:2:1: host 'pc1': port is 'many'; it must be a whole number from 1 to 65535",
                "pc1 ansible_winrm_transport=credssp|x.ini:2:1: host 'pc1': ansible_winrm_transport is 'credssp', which is not"
                        + " spoken here; it must be one of basic, certificate, kerberos, negotiate, ntlm",
                "pc1 'a|x.ini:2:1: a quote in this line is never closed",
                "pc1 word|x.ini:2:1: what follows a host is key=value, in quotes where it has blanks",
                "pc[5:1]|x.ini:2:1: host 'pc[5:1]': the range at character 3 runs backwards",
                "pc[1-5]|x.ini:2:1: host 'pc[1-5]': the bracket at character 7 is no range of Ansible's, like [01:40], [01:40:2] or"
                        + " [a:f]",
                "pc[1:999999999]|x.ini:2:1: host 'pc[1:999999999]' stands for more than 100,000 names",
                "[g:odd]|x.ini:2:1: a section is [group], [group:children] or [group:vars], not ':odd'",
            })
    void names_the_line_that_is_wrong(String line, String message) {
        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(() -> ini(line))
                .withMessage(message);
    }

    @Test
    void refuses_groups_that_are_missing_or_inside_themselves() {
        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(() -> ini("[lab]\npc1\n[rooms:children]\nlbb"))
                .withMessage("x.ini:5:1: there is no group 'lbb'; did you mean 'lab'?");
        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(() -> ini("[a:children]\nb\n[b:children]\na\n[b]\npc1"))
                .withMessageContaining("is inside itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hosts.yml", "hosts.ini"})
    void agrees_with_ansible_about_every_host(String file) throws Exception {
        Path listing = folder.resolve("listing.json");
        Files.writeString(listing, ansible(FIXTURES.resolve(file)));

        assertThat(resolved(Inventory.load(FIXTURES.resolve(file))))
                .isEqualTo(resolved(Inventory.load(listing)));
    }

    private record Resolved(Connection connection, Set<String> groups) {}

    private static Map<String, Resolved> resolved(Inventory inventory) {
        Map<String, Resolved> resolved = new TreeMap<>();
        inventory
                .hosts()
                .forEach(host ->
                        resolved.put(
                                host.name(),
                                new Resolved(host.connection(), Set.copyOf(host.groups()))));
        return resolved;
    }

    private static String ansible(Path file) throws IOException, InterruptedException {
        Path installed = Path.of("target/foreign-venv/bin/ansible-inventory");
        String program =
                Objects.requireNonNullElse(
                        System.getenv("ANSIBLE_INVENTORY"),
                        Files.isExecutable(installed)
                                ? installed.toAbsolutePath().toString()
                                : "ansible-inventory");
        Process process;
        try {
            process =
                    new ProcessBuilder(program, "-i", file.toString(), "--list")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
        } catch (IOException e) {
            return abort(
                    "skipped: there is no ansible-inventory to compare with; run src/test/foreign/install.sh,"
                            + " put it on the PATH or name it in ANSIBLE_INVENTORY");
        }
        try {
            String printed =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(printed).isZero();
            return printed;
        } finally {
            process.destroyForcibly();
        }
    }

    private static Inventory ini(String text) {
        return InventorySource.parse(
                "# first\n" + text, "x.ini", ".ini", Path.of("/nowhere"), Optional.empty());
    }

    private static List<String> names(Inventory inventory) {
        return inventory.hosts().stream().map(Host::name).toList();
    }

    private static Host host(Inventory inventory, String name) {
        return inventory.hosts().stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
