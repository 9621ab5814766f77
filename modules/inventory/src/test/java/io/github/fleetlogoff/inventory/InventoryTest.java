package io.github.fleetlogoff.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import io.github.fleetlogoff.inventory.CredentialSource.PasswordSource;
import io.github.fleetlogoff.inventory.CredentialSource.ProofSource;
import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.Engine;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.ServicePrincipal;
import io.github.fleetlogoff.model.SimulatorSpec;
import io.github.fleetlogoff.model.SimulatorSpec.FaultShare;
import io.github.fleetlogoff.model.Tls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryTest {
    private static final Path FOLDER = Path.of("/etc/fleet");

    @TempDir private Path folder;

    @Test
    void reads_the_example_of_the_design() throws IOException {
        Files.writeString(folder.resolve("corp.pem"), "certificate");
        Path file =
                Files.writeString(
                        folder.resolve("hosts.yaml"),
                        """
                        defaults: {port: 5985, auth: negotiate, credential: ops, site: berlin}
                        credentials:
                          ops:  {username: CORP\\svc-logoff, password: {env: OPS_PASSWORD}}
                        groups:
                          lab:  {hosts: ["lab-[01-40]"], groups: [], site: lab, labels: {room: "2.14"}}
                        hosts:
                          ws[1-3,7].example.com: {}
                          kiosk: {address: 192.0.2.7, port: 5986, tls: true, ca: corp.pem, computerName: KIOSK7, endpoint: winrs, engine: wsman}
                        """);

        Inventory inventory = Inventory.load(file);

        assertThat(inventory.hosts()).hasSize(45);
        assertThat(inventory.simulator()).isEmpty();
        Host lab = host(inventory, "lab-01");
        assertThat(lab.site()).isEqualTo("lab");
        assertThat(lab.groups()).containsExactly("lab");
        assertThat(lab.labels()).containsExactly(entry("room", "2.14"));
        assertThat(lab.connection())
                .isEqualTo(new Connection("lab-01", 5985, null, AuthScheme.NEGOTIATE, "ops"));
        assertThat(host(inventory, "ws7.example.com").site()).isEqualTo("berlin");
        Host kiosk = host(inventory, "kiosk");
        assertThat(kiosk.computerName()).isEqualTo("KIOSK7");
        assertThat(kiosk.connection())
                .isEqualTo(
                        new Connection(
                                "192.0.2.7",
                                5986,
                                new Tls(folder.resolve("corp.pem"), false),
                                AuthScheme.NEGOTIATE,
                                "ops",
                                Engine.WSMAN,
                                new ServicePrincipal("HTTP", "kiosk"),
                                Endpoint.WINRS));
        assertThat(inventory.credentials())
                .containsExactly(
                        entry(
                                "ops",
                                new CredentialSource(
                                        "ops",
                                        "CORP\\svc-logoff",
                                        new ProofSource.Password(
                                                new PasswordSource.Environment("OPS_PASSWORD")))));
    }

    @Test
    void reads_every_way_to_log_on() {
        Inventory inventory =
                parse(
                        """
                        credentials:
                          key: {username: svc@CORP.EXAMPLE, keytab: svc.keytab}
                          mine: {username: me@CORP.EXAMPLE, ticketCache: true}
                          cron: {username: me@CORP.EXAMPLE, ticketCache: /run/cron.cc}
                          card: {pkcs12: ops.p12, password: {env: P}}
                        hosts:
                          a: {auth: kerberos, credential: key}
                          b: {auth: certificate, tls: true, credential: card}
                          c: {auth: ntlm}
                          d: {auth: basic}
                          e: {auth: negotiate, credential: mine}
                        """);
        assertThat(inventory.hosts())
                .extracting(host -> host.connection().auth())
                .containsExactly(
                        AuthScheme.KERBEROS,
                        AuthScheme.CERTIFICATE,
                        AuthScheme.NTLM,
                        AuthScheme.BASIC,
                        AuthScheme.NEGOTIATE);
        assertThat(inventory.credentials().values())
                .containsExactly(
                        new CredentialSource(
                                "key",
                                "svc@CORP.EXAMPLE",
                                new ProofSource.Keytab(FOLDER.resolve("svc.keytab"))),
                        new CredentialSource(
                                "mine",
                                "me@CORP.EXAMPLE",
                                new ProofSource.TicketCache(Optional.empty())),
                        new CredentialSource(
                                "cron",
                                "me@CORP.EXAMPLE",
                                new ProofSource.TicketCache(Optional.of(Path.of("/run/cron.cc")))),
                        new CredentialSource(
                                "card",
                                "ops.p12",
                                new ProofSource.Certificate(
                                        FOLDER.resolve("ops.p12"),
                                        new PasswordSource.Environment("P"))));
    }

    @ParameterizedTest
    @CsvSource({
        "web1.example: , HTTP/web1.example",
        "web1.example: {address: 192.0.2.7}, HTTP/web1.example",
        "alias: {address: web1.example}, HTTP/web1.example",
        "web1.example: {spn: WSMAN}, WSMAN/web1.example",
        "alias: {spn: HTTP/web1.example}, HTTP/web1.example",
        "192.0.2.7: , HTTP/192.0.2.7"
    })
    void asks_a_ticket_for_the_host_as_the_directory_knows_it(String host, String service) {
        Inventory inventory = parse("hosts:\n  " + host + "\n");
        assertThat(inventory.hosts().getFirst().connection().service()).hasToString(service);
    }

    @Test
    void takes_the_port_of_tls_where_none_is_given() {
        Inventory inventory =
                parse(
                        """
                        defaults: {tls: true, tlsInsecure: true}
                        hosts: {a: {tls: false}, b: , c: {port: 443}}
                        """);
        assertThat(host(inventory, "a").connection())
                .isEqualTo(new Connection("a", 5985, null, AuthScheme.NEGOTIATE, null));
        assertThat(host(inventory, "b").connection())
                .isEqualTo(
                        new Connection("b", 5986, new Tls(null, true), AuthScheme.NEGOTIATE, null));
        assertThat(host(inventory, "c").connection().port()).isEqualTo(443);
    }

    @Test
    void prefers_the_host_to_its_group_to_the_group_around_it_to_the_defaults() {
        Inventory inventory =
                parse(
                        """
                        defaults: {port: 1, site: s1, computerName: any, auth: basic, labels: {a: d, b: d, c: d, d: d}}
                        groups:
                          outer: {groups: [inner], port: 2, site: s2, computerName: outer, labels: {a: o, b: o, c: o}}
                          inner: {hosts: [pc], vars: {port: 3, site: s3, labels: {a: i, B: i}}}
                        hosts:
                          pc: {port: 4, labels: {a: h}}
                        """);
        Host pc = host(inventory, "pc");
        assertThat(pc.connection().port()).isEqualTo(4);
        assertThat(pc.site()).isEqualTo("s3");
        assertThat(pc.computerName()).isEqualTo("outer");
        assertThat(pc.connection().auth()).isEqualTo(AuthScheme.BASIC);
        assertThat(pc.labels())
                .containsExactly(
                        entry("B", "i"), entry("a", "h"), entry("c", "o"), entry("d", "d"));
        assertThat(pc.groups()).containsExactly("inner", "outer");
    }

    @Test
    void lets_the_host_settle_what_its_groups_disagree_about() {
        Inventory inventory =
                parse(
                        """
                        groups:
                          one: {hosts: [pc], port: 1, site: same}
                          two: {hosts: [pc], port: 2, site: same}
                        hosts: {pc: {port: 3}}
                        """);
        assertThat(host(inventory, "pc").connection().port()).isEqualTo(3);
        assertThat(host(inventory, "pc").site()).isEqualTo("same");
        assertThat(host(inventory, "pc").groups()).containsExactly("one", "two");
    }

    @Test
    void counts_a_group_inside_another_as_nearer_even_where_both_list_the_host() {
        Inventory inventory =
                parse(
                        """
                        groups:
                          outer: {hosts: [pc], groups: [inner], port: 1}
                          inner: {hosts: [pc], port: 2}
                        """);
        assertThat(host(inventory, "pc").connection().port()).isEqualTo(2);
    }

    @Test
    void keeps_hosts_in_the_order_in_which_the_file_names_them() {
        assertThat(names(parse("hosts: {b: , a: }\ngroups: {g: {hosts: [z, A]}}\n")))
                .containsExactly("b", "a", "z");
        assertThat(names(parse("groups: {g: {hosts: [z, a]}}\nhosts: {b: , A: {site: x}}\n")))
                .containsExactly("z", "a", "b");
    }

    @Test
    void loads_twenty_five_thousand_hosts_written_one_by_one() {
        String hosts =
                IntStream.rangeClosed(1, 25_000)
                        .mapToObj(i ->
                                "  pc%05d.example.com: {site: s%d, labels: {room: r%d}}\n"
                                        .formatted(i, i % 9, i % 50))
                        .collect(Collectors.joining());
        Inventory inventory =
                parse(
                        "groups:\n  all-pcs: {hosts: ['pc[00001-25000].example.com'], port: 80}\nhosts:\n"
                                + hosts);
        assertThat(inventory.hosts()).hasSize(25_000);
        assertThat(host(inventory, "pc24999.example.com").labels()).containsEntry("room", "r49");
        assertThat(
                        inventory.select(
                                new HostPatterns(
                                        List.of("@site:s3"), List.of(), List.of("*7.example.com"))))
                .hasSize(2_500);
    }

    @Test
    void makes_the_hosts_of_a_simulated_fleet() {
        Inventory inventory = parse("defaults: {site: demo}\nsimulator: {hosts: 40}\n");
        assertThat(inventory.hosts()).hasSize(40);
        assertThat(names(inventory)).startsWith("pc-0001", "pc-0002").endsWith("pc-0040");
        assertThat(inventory.hosts().getFirst().site()).isEqualTo("demo");
        assertThat(names(parse("simulator: {hosts: 10000}\n")))
                .startsWith("pc-00001")
                .endsWith("pc-10000");
        assertThat(inventory.simulator())
                .contains(
                        new SimulatorSpec(
                                names(inventory),
                                1,
                                Duration.ofMillis(300),
                                List.of("en"),
                                Map.of()));
    }

    @Test
    void simulates_every_host_that_the_inventory_names() {
        SimulatorSpec spec =
                parse(
                                """
                                hosts: {"lab-[01-10]": , Kiosk: {credential: ops}}
                                credentials: {ops: {username: a, password: {prompt: true}}}
                                simulator:
                                  seed: -7
                                  think: 1s
                                  languages: [en, zh-CN]
                                  endpoints: [FleetLogoff, winrs]
                                  oneMessage: true
                                  faults: {dead: 2.5%, slow: ["lab-[02-03]", kiosk], came-back@3: [lab-04]}
                                """)
                        .simulator()
                        .orElseThrow();
        assertThat(spec.hosts()).hasSize(11).endsWith("lab-10", "Kiosk");
        assertThat(spec.seed()).isEqualTo(-7);
        assertThat(spec.think()).isEqualTo(Duration.ofSeconds(1));
        assertThat(spec.languages()).containsExactly("en", "zh-CN");
        assertThat(spec.endpoints().offered()).containsExactly("FleetLogoff", "winrs");
        assertThat(spec.endpoints().oneMessage()).isTrue();
        assertThat(spec.faults())
                .containsEntry("dead", new FaultShare.Fraction(0.025))
                .containsEntry("came-back@3", new FaultShare.Named(List.of("lab-04")))
                .containsEntry("slow", new FaultShare.Named(List.of("lab-02", "lab-03", "Kiosk")));
    }

    @Test
    void reads_every_source_of_a_password_relative_to_the_inventory() {
        assertThat(
                        parse(
                                        """
                                        credentials:
                                          a: {username: u, password: {file: secrets/a}}
                                          b: {username: u, password: {exec: [pass, "", show]}}
                                          c: {username: u, password: {prompt: true}}
                                        hosts: {pc: }
                                        """)
                                .credentials()
                                .values())
                .extracting(CredentialSource::proof)
                .containsExactly(
                        new ProofSource.Password(
                                new PasswordSource.File(Path.of("/etc/fleet/secrets/a"))),
                        new ProofSource.Password(
                                new PasswordSource.Program(List.of("pass", "", "show"), FOLDER)),
                        new ProofSource.Password(new PasswordSource.Asked()));
    }

    @Test
    void reads_a_stream_and_skips_a_byte_order_mark() {
        byte[] bytes = "\uFEFFhosts: {müller: }\r\n".getBytes(StandardCharsets.UTF_8);
        assertThat(names(Inventory.load(new ByteArrayInputStream(bytes), "-", FOLDER)))
                .containsExactly("müller");
    }

    @Test
    void lists_hosts_of_a_group_by_expressions_too() {
        assertThat(
                        names(
                                parse(
                                        """
                                        groups: {lab: {hosts: ["lab-[01-05]!lab-[02,04]", "rack[1-2]n[1-2]&rack[2-3]n2", "a^a,b"]}}
                                        """)))
                .containsExactly("lab-01", "lab-03", "lab-05", "rack2n2", "b");
    }

    @Test
    void merges_inventories_in_their_order() {
        Inventory one =
                Inventory.parse(
                        "credentials: {x: {username: u, password: {env: A}}}\ngroups: {g: {hosts: [a]}}\n",
                        "1.yaml",
                        FOLDER);
        Inventory two = Inventory.parse("groups: {g: {hosts: [b]}}\n", "2.yaml", FOLDER);
        Inventory merged = Inventory.merge(List.of(one, two));
        assertThat(names(merged)).containsExactly("a", "b");
        assertThat(merged.credentials()).containsOnlyKeys("x");
        assertThat(merged.select(new HostPatterns(List.of("@g"), List.of(), List.of()))).hasSize(2);
        assertThat(Inventory.merge(List.of(one))).isSameAs(one);
    }

    @Test
    void refuses_to_merge_what_does_not_go_together() {
        Inventory one =
                Inventory.parse(
                        "credentials: {x: {username: u, password: {env: A}}}\nhosts: {pc1: }\n",
                        "1.yaml",
                        FOLDER);
        assertMergeFails(
                one,
                "hosts: {a: , PC1: }\n",
                "2.yaml:1:14: the host 'PC1' stands here again, first in 1.yaml:2:9");
        assertMergeFails(
                one,
                "credentials: {x: {username: u, password: {env: B}}}\nhosts: {b: }\n",
                "2.yaml:2:9: the credential 'x' of this file is another one in a file before it; give one of the two"
                        + " another name");
        assertMergeFails(
                one,
                "simulator: {hosts: 4}\n",
                "2.yaml:1:1: a simulated inventory is used alone, not with others");
    }

    private static void assertMergeFails(Inventory one, String second, String message) {
        Inventory two = Inventory.parse(second, "2.yaml", FOLDER);
        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(() -> Inventory.merge(List.of(one, two)))
                .withMessage(message);
    }

    private static Inventory parse(String text) {
        return Inventory.parse(text, "x.yaml", FOLDER);
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
