package io.github.fleetlogoff.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.fleetlogoff.model.FleetException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadInventoryTest {
    private static final Path FOLDER = Path.of("/nowhere");

    @TempDir private Path folder;

    // In the rows, ¶ stands for a line end and → for a tab.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|x.yaml is empty; an inventory names at least one host under 'hosts'",
                "# only a comment¶|x.yaml is empty; an inventory names at least one host under 'hosts'",
                "- a¶- b¶|x.yaml:1:1: the inventory is a list; it must be a map with the key 'hosts'",
                "hosts¶|x.yaml:1:1: the inventory is a single value; it must be a map with the key 'hosts'",
                "hsots:¶  a: {}¶|x.yaml:1:1: unknown key 'hsots'; did you mean 'hosts'?",
                "Hosts:¶  a: {}¶|x.yaml:1:1: unknown key 'Hosts'; did you mean 'hosts'?",
                "zzzzzz: 1¶|x.yaml:1:1: unknown key 'zzzzzz'; known are defaults, credentials, groups, hosts, directory, simulator",
                "hosts: {}¶|x.yaml names no host; add one under 'hosts', like 'hosts: {pc1: }'",
                "hosts: [a, b]¶|x.yaml:1:8: hosts: is a list, not a map of keys and values",
                "hosts:¶  a: {prot: 1}¶|x.yaml:2:7: host 'a': unknown key 'prot'; did you mean 'port'?",
                "hosts:¶  a: {port: 70000}¶|x.yaml:2:13: host 'a': port is '70000'; it must be a whole number from 1 to 65535",
                "hosts:¶  a: {port: 0}¶|x.yaml:2:13: host 'a': port is '0'; it must be a whole number from 1 to 65535",
                "defaults: {port: http}¶|x.yaml:1:18: defaults: port is 'http'; it must be a whole number from 1 to 65535",
                "hosts:¶  a: {port: }¶|x.yaml:2:12: host 'a': port is nothing; it needs a single value",
                "hosts:¶  a: {site: [x]}¶|x.yaml:2:13: host 'a': site is a list; it needs a single value",
                "hosts:¶  a: {tls: yes}¶|x.yaml:2:12: host 'a': tls is 'yes'; it must be true or false",
                "hosts:¶  a: {auth: kerbros}¶|x.yaml:2:13: host 'a': auth is 'kerbros'; did you mean 'kerberos'?",
                "hosts:¶  a: {auth: digest}¶|x.yaml:2:13: host 'a': auth is 'digest'; it must be one of negotiate, kerberos, ntlm, basic, certificate",
                "hosts:¶  a: {spn: HTTP/a@CORP}¶|x.yaml:2:12: host 'a': spn is 'HTTP/a@CORP'; it must be a service class, like WSMAN, or CLASS/host with the name that the directory knows, without a realm",
                "hosts:¶  a: {auth: nltm}¶|x.yaml:2:13: host 'a': auth is 'nltm'; did you mean 'ntlm'?",
                "hosts:¶  a: {engine: wsmann}¶|x.yaml:2:15: host 'a': engine is 'wsmann'; did you mean 'wsman'?",
                "hosts:¶  a: {pin: 12ab}¶|x.yaml:2:12: host 'a': pin is '12ab'; it must be the SHA-256 of the certificate, 64 hexadecimal digits",
                "hosts:¶  a: {endpoint: a b}¶|x.yaml:2:17: host 'a': endpoint is 'a b'; it must be winrs or the name of a session configuration, like FleetLogoff",
                "hosts:¶  a: {address: 'http://a'}¶|x.yaml:2:16: host 'a': address is 'http://a'; it must be a DNS name or an IP address, without a port",
                "hosts:¶  a: {ca: no.pem}¶|x.yaml:2:11: host 'a': ca: there is no file /nowhere/no.pem",
                "hosts:¶  a: {labels: [x]}¶|x.yaml:2:15: host 'a', labels: is a list, not a map of keys and values",
                "hosts:¶  a: {labels: {'x=y': z}}¶|x.yaml:2:16: host 'a', labels: label 'x=y': a name holds letters, digits, blanks, '-', '_' and '.' only",
                "hosts:¶  'ws[05-01]': {}¶|x.yaml:2:3: hosts: host set 'ws[05-01]': the range '05-01' at character 4 runs backwards",
                "hosts:¶  'ws[1-999999999]': {}¶|x.yaml:2:3: hosts: host set 'ws[1-999999999]': it stands for more than 100,000 names, the most for one expression",
                "hosts:¶→a: {}¶|x.yaml:2:1: a tab stands here; YAML indents with blanks",
                "hosts:¶  a: {credential: nope}¶|x.yaml:2:19: host 'a': credential 'nope' is not defined under 'credentials'; defined are: none",
                "hosts: !!javax.script.ScriptEngineManager [!!java.net.URL ['http://127.0.0.1:1/']]¶|x.yaml:1:8: a tag ('!…') stands here; this file holds plain values only",
                "hosts: {a: !x!y z}¶|x.yaml:1:12: a tag ('!…') stands here; this file holds plain values only",
                "hosts: {a: !!str x}¶|x.yaml:1:12: a tag ('!…') stands here; this file holds plain values only",
                "hosts:¶  \"a\\0b\": {}¶|x.yaml:2:3: hosts: host set 'a\\x00b': a control character stands at character 2; names have none",
                "hosts:¶  a b: {}¶|x.yaml:2:3: hosts: host set 'a b': a blank stands at character 2; names have none",
                "hosts:¶  a/b: {}¶|x.yaml:2:3: hosts: host 'a/b': a name begins with a letter or digit and holds letters, digits, '-', '_', '.' and ':' only",
                "hosts:¶  pc1: {}¶  PC1: {}¶|x.yaml:3:3: hosts: the host 'PC1' stands here again, first in line 2",
                "hosts:¶  pc[1-9]: {}¶  pc[9-12]: {}¶|x.yaml:3:3: hosts: the host 'pc9' stands here again, first in line 2",
                "hosts:¶  a: {}¶  a: {}¶|x.yaml:3:3: the key 'a' stands here again, first in line 2",
                "hosts:¶  ? [a]¶  : {}¶|x.yaml:2:5: a key is a list; keys are single words",
                "hosts: {a: }¶---¶hosts: {b: }¶|x.yaml:2:1: a second document begins; this file is one document",
                "%TAG ! tag:x,2000:¶---¶hosts: {b: }¶|x.yaml:1:1: YAML directives and tags are not read here",
                "groups:¶  g: {hosts: [lab-[01-40]]}¶|x.yaml:2:19: not YAML: expected ',' or ']', but got [; a host set inside [ ] or { } needs quotes: \"lab-[01-40]\"",
                "groups:¶  all: {hosts: [a]}¶|x.yaml:2:3: group 'all': the name 'all' is taken: @all means every host",
                "groups:¶  g: {hosts: [a]}¶  G: {hosts: [b]}¶|x.yaml:3:3: group 'G': there is a group 'g' already",
                "groups:¶  'site:x': {hosts: [a]}¶|x.yaml:2:3: group 'site:x': group 'site:x': a name holds letters, digits, blanks, '-', '_' and '.' only",
                "groups:¶  g: {groups: [h]}¶|x.yaml:2:16: group 'g': there is no group 'h'; groups are: g",
                "groups:¶  g: {groups: [g]}¶hosts:¶  a: {}¶|x.yaml:2:16: group 'g': the group is inside itself: g > g",
                "groups:¶  top: {groups: [one]}¶  one: {groups: [two]}¶  two: {groups: [One]}¶|x.yaml:4:18: group 'two': the group is inside itself: one > two > one",
                "groups:¶  g: {hosts: [a], port: 1, vars: {port: 2}}¶|x.yaml:2:41: group 'g', vars: port stands in the group itself, too",
                "groups:¶  g: {hosts: [{a: b}]}¶|x.yaml:2:15: group 'g': hosts lists a map; each element is a single value",
                "simulator: {}¶|x.yaml:1:12: simulator: the inventory has no hosts; write 'hosts: 40' here, or name hosts in it",
                "simulator: {hosts: 0}¶|x.yaml:1:20: simulator: hosts is '0'; it must be a whole number from 1 to 100000",
                "hosts: {a: }¶simulator: {hosts: 4}¶|x.yaml:2:20: simulator: the inventory names hosts and each is simulated: leave 'hosts' out here, or name none in it",
                "simulator: {hosts: 4, think: soon}¶|x.yaml:1:30: simulator: think is 'soon'; it must be a duration like 300ms, from 0s to 1h",
                "simulator: {hosts: 4, languages: [en, fx]}¶|x.yaml:1:39: simulator: language 'fx' is not known; did you mean 'fr'?",
                "simulator: {hosts: 4, languages: [xx]}¶|x.yaml:1:35: simulator: language 'xx' is not known; there are en, de, fr, es, it, ru, ja, zh-CN",
                "simulator: {hosts: 4, endpoints: []}¶|x.yaml:1:34: simulator: endpoints: a host needs an endpoint",
                "simulator: {hosts: 4, endpoints: [a/b]}¶|x.yaml:1:34: simulator: endpoints: 'a/b' is no endpoint's name: letters, digits, '.', '_', '-'",
                "simulator: {hosts: 4, faults: {dad: 5%}}¶|x.yaml:1:32: simulator, faults: fault 'dad' is not known; did you mean 'dead'?",
                "simulator: {hosts: 4, faults: {came-back@0: 5%}}¶|x.yaml:1:32: simulator, faults: fault 'came-back@0' is not known; did you mean 'came-back'?",
                "simulator: {hosts: 4, faults: {dead: 101%}}¶|x.yaml:1:38: simulator, faults: dead is '101%'; it must be a share like 5%, or a list of host sets",
                "simulator: {hosts: 4, faults: {dead: [pc-0005]}}¶|x.yaml:1:39: simulator, faults: dead names 'pc-0005', which is no host of this inventory; did you mean 'pc-0001'?",
            })
    void refuses_what_cannot_be_meant_in_one_sentence(String rows, String message) {
        FleetException fault = fault(rows.replace('¶', '\n').replace('→', '\t'));
        assertThat(fault).hasMessage(message);
        assertThat(fault.code()).isEqualTo(FleetException.Code.INVENTORY);
    }

    @Test
    void refuses_aliases_so_that_no_bomb_goes_off() {
        String lines =
                "a: &a [x,x,x,x,x,x,x,x,x]\n"
                        + IntStream.range(0, 9)
                                .mapToObj(i ->
                                        "%c: &%c [%s]\n"
                                                .formatted(
                                                        'b' + i,
                                                        'b' + i,
                                                        ("*" + (char) ('a' + i) + ",").repeat(9)))
                                .collect(Collectors.joining());
        assertThat(fault(lines))
                .hasMessage(
                        "x.yaml:1:4: an anchor or alias ('&…', '*…') stands here, and this file has none: put quotes"
                                + " around a text that begins with & or *, and say in an inventory under"
                                + " 'defaults' or a group what several hosts share");
        assertThat(fault("hosts: *x\n")).hasMessageStartingWith("x.yaml:1:8: an anchor or alias");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "{? "})
    void refuses_deep_nesting_before_it_costs_anything(String opening) {
        assertThat(fault(opening.repeat(20_000)))
                .hasMessageContaining("nested deeper than 20 levels");
    }

    @Test
    void refuses_groups_nested_without_end() {
        String groups =
                IntStream.range(0, 60)
                        .mapToObj(i -> "  g%d: {groups: [g%d]}\n".formatted(i, i + 1))
                        .collect(Collectors.joining());
        assertThat(fault("groups:\n" + groups + "  g60: {hosts: [a]}\n"))
                .hasMessage("x.yaml:51:18: group 'g49': groups are nested deeper than 50 levels");
    }

    @Test
    void refuses_more_than_a_million_hosts() {
        String hosts =
                IntStream.rangeClosed(0, 10)
                        .mapToObj(i -> "  s" + i + "n[1-100000]: {}\n")
                        .collect(Collectors.joining());
        assertThat(fault("hosts:\n" + hosts))
                .hasMessage(
                        "x.yaml:12:3: the inventory has more than 1,000,000 hosts, the limit for one");
    }

    @Test
    void never_repeats_a_password_that_stands_in_the_file() {
        FleetException plain =
                fault("credentials:\n  ops: {username: a, password: hunter2}\nhosts: {a: }\n");
        assertThat(plain)
                .hasMessage(
                        "x.yaml:2:32: credential 'ops': no password may stand in the inventory; say where it comes"
                                + " from: {env: VARIABLE}, {file: PATH}, {exec: [PROGRAM, ARGUMENT]}, {keystore: …}, {keychain: NAME}, {laps: true} or {prompt: true}")
                .hasNoCause();
        for (String password :
                new String[] {
                    "[hunter2]",
                    "'hunter2",
                    "{env: 'hunter2 !'}",
                    "!x hunter2",
                    "!hunter2!x",
                    "!<hunter2>",
                    "%hunter2",
                    "@hunter2",
                    "\"hunter2\\q\"",
                    "hunter2: hunter2",
                    "{prompt: hunter2",
                    "{file: 'hunter2\\",
                    "hunter2: x"
                }) {
            FleetException fault =
                    fault("credentials:\n  ops: {username: a, password: " + password + "\n");
            assertThat(fault.toString()).doesNotContain("hunter2");
            assertThat(fault).hasNoCause();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|x.yaml:1:15: credential 'ops': username is missing: DOMAIN\\name, name@domain or name",
                "{username: a}|x.yaml:1:15: credential 'ops': password is missing: say where it comes from, {env: VARIABLE}, {file: PATH}, {exec: [PROGRAM, ARGUMENT]}, {keystore: …}, {keychain: NAME}, {laps: true} or {prompt: true}, or give keytab: PATH or ticketCache: true for Kerberos",
                "{username: a, keytb: b}|x.yaml:1:34: credential 'ops': unknown key 'keytb'; did you mean 'keytab'?",
                "{username: a, keytab: b, password: {env: A}}|x.yaml:1:15: credential 'ops': password and keytab exclude each other: one of them is enough",
                "{username: a, ticketCache: false}|x.yaml:1:47: credential 'ops': ticketCache can only be true or a path",
                "{keytab: b}|x.yaml:1:15: credential 'ops': username is missing: DOMAIN\\name, name@domain or name",
                "{pkcs12: a.p12}|x.yaml:1:15: credential 'ops': password is missing, that of the pkcs12 file: say where it comes from, {env: VARIABLE}, {file: PATH}, {exec: [PROGRAM, ARGUMENT]}, {keystore: …}, {keychain: NAME}, {laps: true} or {prompt: true}",
                "{pkcs12: a.p12, username: b, password: {env: A}}|x.yaml:1:36: credential 'ops': username does not go with pkcs12: the host maps the certificate to an account",
                "{username: a, pasword: {env: A}}|x.yaml:1:34: credential 'ops': unknown key 'pasword'; did you mean 'password'?",
                "{username: a, password: {evn: A}}|x.yaml:1:45: credential 'ops', password: unknown key 'evn'; did you mean 'env'?",
                "{username: a, password: {env: A, file: b}}|x.yaml:1:44: credential 'ops', password: a password comes from exactly one place: {env: VARIABLE}, {file: PATH}, {exec: [PROGRAM, ARGUMENT]}, {keystore: …}, {keychain: NAME}, {laps: true} or {prompt: true}",
                "{username: a, password: {exec: pass ops}}|x.yaml:1:51: credential 'ops', password: exec is a list of words, [PROGRAM, ARGUMENT]: no shell splits them",
                "{username: a, password: {exec: []}}|x.yaml:1:51: credential 'ops', password: exec names no program",
                "{username: a, password: {prompt: false}}|x.yaml:1:53: credential 'ops', password: prompt can only be true",
            })
    void refuses_a_credential_without_a_source(String credential, String message) {
        assertThat(fault("credentials: {ops: " + credential + "}\nhosts: {a: }\n"))
                .hasMessage(message);
    }

    @Test
    void names_the_nearest_credential() {
        assertThat(
                        fault(
                                "credentials: {ops: {username: a, password: {env: A}}}\ndefaults: {credential: opps}\n"))
                .hasMessage(
                        "x.yaml:2:24: defaults: credential 'opps' is not defined under 'credentials'; did you mean"
                                + " 'ops'?");
    }

    @Test
    void says_which_byte_is_not_utf_8() throws IOException {
        byte[] latin1 = "hosts:\n  m\u00fcller: {}\n".getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve("l1.yaml"), latin1);
        assertThat(faultOf(file))
                .hasMessage(
                        file
                                + ":2: byte 11 of the file (0xFC) is not UTF-8; save the file as UTF-8");
        assertThat(faultOf(Files.write(folder.resolve("cut.yaml"), new byte[] {'a', (byte) 0xC3})))
                .hasMessageContaining("byte 2 of the file (0xC3)");
    }

    @Test
    void says_where_a_control_character_stands() {
        assertThat(fault("hosts:\n  a\0b: {}\n"))
                .hasMessage("x.yaml:2:4: a control character (0x00) stands here");
    }

    @Test
    void refuses_a_line_that_would_keep_the_scanner_busy_for_minutes() {
        assertThat(fault("hosts:\n" + "x".repeat(15_000_000)))
                .hasMessage(
                        "x.yaml:2:1: the line is longer than 1,000,000 characters; write one host a line");
    }

    @Test
    void names_the_path_of_a_missing_file_and_of_a_directory() {
        Path missing = folder.resolve("none.yaml");
        assertThat(faultOf(missing))
                .hasMessage("there is no inventory " + missing + "; name an existing file");
        assertThat(faultOf(folder))
                .hasMessage(folder + " is a directory; name the inventory file in it");
    }

    @Test
    void refuses_a_file_beyond_the_limit() throws IOException {
        Path big = folder.resolve("big.yaml");
        try (RandomAccessFile file = new RandomAccessFile(big.toFile(), "rw")) {
            file.setLength(25L * 1024 * 1024);
        }
        assertThat(faultOf(big)).hasMessage(big + " is longer than 16 MB, the limit for a file");
    }

    @Test
    void two_groups_of_a_host_must_agree() {
        assertThat(
                        fault(
                                """
                                groups:
                                  lab: {hosts: [a], port: 5985}
                                  old: {hosts: [a], port: 80}
                                """))
                .hasMessage(
                        "x.yaml:3:27: host 'a': the groups 'lab' (line 2) and 'old' differ in port; put the one that"
                                + " counts into the host");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void ends_in_one_short_fault_or_an_inventory_whatever_the_bytes(long seed) {
        Random random = new Random(seed);
        byte[] good =
                """
                defaults: {port: 5985, site: x}
                groups: {g: {hosts: ["a[1-3]"], groups: [h]}, h: {hosts: [b]}}
                credentials: {ops: {username: "D\\\\u", password: {env: P}}}
                hosts:
                  c: {labels: {a: b}}
                simulator: {think: 1s, faults: {dead: 5%}}
                """
                        .getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 1_500; round++) {
            byte[] bytes = good.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(i == 3 ? 256 : 128);
            }
            try {
                assertThat(Inventory.load(new ByteArrayInputStream(bytes), "-", FOLDER).hosts())
                        .isNotEmpty();
            } catch (FleetException e) {
                assertThat(e.getMessage())
                        .startsWith("-")
                        .hasSizeLessThan(400)
                        .doesNotContain("\n");
            }
        }
    }

    private static FleetException fault(String text) {
        FleetException fault =
                catchThrowableOfType(
                        FleetException.class, () -> Inventory.parse(text, "x.yaml", FOLDER));
        assertThat(fault)
                .as("the fault of:%n%s", text.substring(0, Math.min(200, text.length())))
                .isNotNull();
        return fault;
    }

    private static FleetException faultOf(Path file) {
        return catchThrowableOfType(FleetException.class, () -> Inventory.load(file));
    }
}
