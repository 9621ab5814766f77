package io.github.fleetlogoff.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.util.Throwables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(
        value = OS.WINDOWS,
        disabledReason = "file permissions and programs are those of POSIX")
class SecretsTest {
    @TempDir private Path folder;

    @Test
    void takes_a_password_from_the_environment() {
        assertThat(password("{env: P}", SecretAccess.of(Map.of("P", "s3cret "), null)))
                .isEqualTo("s3cret ");
    }

    @Test
    void takes_account_and_password_from_the_json_that_a_program_prints() throws IOException {
        Path program =
                program(
                        """
                        #!/bin/sh
                        cat <<'END'
                        {"username": "CORP\\\\svc", "ttl": 60,
                         "password": "Canary\\u0022-\\\\1"}
                        END
                        """);
        Inventory inventory = withCredential("{password: {exec: ['" + program + "']}}");
        Credential credential = load(inventory);

        assertThat(credential.username()).isEqualTo("CORP\\svc");
        assertThat(credential.password().<String>use(String::new)).isEqualTo("Canary\"-\\1");
        assertThat(
                        load(withCredential(
                                        "{username: named, password: {exec: ['" + program + "']}}"))
                                .username())
                .isEqualTo("named");
        Path line = program("#!/bin/sh\necho '{not: json}'\n");
        assertThat(
                        load(withCredential(
                                        "{username: named, password: {exec: ['" + line + "']}}"))
                                .password()
                                .<String>use(String::new))
                .isEqualTo("{not: json}");
        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(() -> load(withCredential("{password: {exec: ['" + line + "']}}")))
                .withMessageContaining("names no account: it must print {\"username\"")
                .withMessageNotContaining("not: json");
    }

    private Path program(String text) throws IOException {
        Path program = Files.createTempFile(folder, "program", ".sh");
        Files.writeString(program, text);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }

    private Inventory withCredential(String credential) {
        return Inventory.parse(
                "credentials: {ops: " + credential + "}\nhosts: {a: {credential: ops}}",
                "x.yaml",
                folder);
    }

    private static Credential load(Inventory inventory) {
        return new Secrets(SecretAccess.of(Map.of(), null))
                .load(inventory, inventory.hosts())
                .of(inventory.hosts().getFirst())
                .orElseThrow();
    }

    @Test
    void names_the_variable_that_is_not_set_or_empty() {
        assertFault(
                "{env: P}",
                SecretAccess.of(Map.of(), null),
                "credential 'ops': the environment variable P is not set; export the password in it");
        assertFault(
                "{env: P}",
                SecretAccess.of(Map.of("P", ""), null),
                "credential 'ops': the environment variable P is empty; export the password in it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "secret|secret",
                "secret¶|secret",
                "secret¶¶|secret¶",
                "secret\r¶|secret",
                " pä ss | pä ss "
            })
    void drops_one_line_end_of_a_password_file_and_nothing_else(String content, String password)
            throws IOException {
        writePasswordFile(content.replace('¶', '\n'), "rw-------");
        assertThat(password("{file: p}", none())).isEqualTo(password.replace('¶', '\n'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"})
    void refuses_a_password_file_that_others_can_read_or_write(String permissions)
            throws IOException {
        Path file = writePasswordFile("hunter2\n", permissions);
        assertFault(
                "{file: p}",
                none(),
                "credential 'ops': others can read or write the password file "
                        + file
                        + "; run: chmod 600 "
                        + file);
    }

    @Test
    void refuses_a_password_file_without_a_password() throws IOException {
        Path file = folder.resolve("p");
        assertFault("{file: p}", none(), "credential 'ops': there is no password file " + file);
        writePasswordFile("\n", "rw-------");
        assertFault(
                "{file: p}", none(), "credential 'ops': the password file " + file + " is empty");
        writePasswordFile("x".repeat(70_000), "rw-------");
        assertFault(
                "{file: p}",
                none(),
                "credential 'ops': " + file + " is longer than 64 KB, which is no password");
        Files.write(file, new byte[] {(byte) 0xFC});
        assertFault(
                "{file: p}",
                none(),
                "credential 'ops': the password file " + file + " is not UTF-8");
        Files.delete(file);
        Files.createDirectory(file);
        assertFault(
                "{file: p}",
                none(),
                "credential 'ops': " + file + " is a directory, not a password file");
    }

    @Test
    void takes_the_first_line_that_a_program_prints() {
        assertThat(password("{exec: [sh, -c, 'echo \"$0\"; echo second', 'a b $HOME']}", none()))
                .isEqualTo("a b $HOME");
        assertThat(password("{exec: [printf, 'no line end']}", none())).isEqualTo("no line end");
    }

    @Test
    void runs_the_program_in_the_folder_of_the_inventory() throws IOException {
        Files.writeString(folder.resolve("vault"), "from-the-vault\n");
        assertThat(password("{exec: [cat, vault]}", none())).isEqualTo("from-the-vault");
    }

    @Test
    void gives_the_program_no_input_to_wait_for() {
        assertThat(password("{exec: [sh, -c, 'cat; echo done']}", none())).isEqualTo("done");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[sh, -c, 'echo hunter2; exit 3']|the program 'sh' ended with exit code 3",
                "[sh, -c, 'exit 0']|the program 'sh' printed no password in its first line",
                "[sh, -c, 'echo; echo hunter2']|the program 'sh' printed no password in its first line",
                "[sh, -c, 'printf \"\\\\374\"']|the program 'sh' printed a password that is not UTF-8",
                "[no-such-program-here, hunter2]|the program 'no-such-program-here' cannot be started: is it installed, on the PATH and executable?",
                "[sh, -c, 'while :; do echo hunter2; done']|the program 'sh' printed more than 64 KB, which is no password",
            })
    void tells_how_a_program_failed_and_never_what_it_printed(String command, String message) {
        assertFault("{exec: " + command + "}", none(), "credential 'ops': " + message);
    }

    @Test
    void stops_a_program_that_takes_too_long() {
        assertFault(
                "{exec: [sh, -c, 'echo hunter2; exec sleep 600']}",
                new SecretAccess(Map.of(), null, Duration.ofMillis(200)),
                "credential 'ops': the program 'sh' did not end within 200ms");
    }

    @Test
    void restores_the_interrupt_that_stops_the_wait() {
        Thread.currentThread().interrupt();
        assertFault(
                "{exec: [sleep, '600']}",
                none(),
                "credential 'ops': the program 'sleep' was interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void asks_a_person_and_wipes_what_was_typed() {
        List<String> questions = new ArrayList<>();
        char[] typed = "typed".toCharArray();
        Prompt prompt =
                question -> {
                    questions.add(question);
                    return typed;
                };
        assertThat(password("{prompt: true}", SecretAccess.of(Map.of(), prompt)))
                .isEqualTo("typed");
        assertThat(questions).containsExactly("Password of CORP\\ops: ");
        assertThat(typed).containsOnly('\0');
    }

    @Test
    void needs_a_terminal_and_an_answer_to_ask() {
        assertFault(
                "{prompt: true}",
                none(),
                "credential 'ops': the password of 'CORP\\ops' is to be typed, but there is no terminal; give it with"
                        + " --password-file or {env: …}");
        assertFault(
                "{prompt: true}",
                SecretAccess.of(Map.of(), question -> null),
                "credential 'ops': no password was typed for 'CORP\\ops'");
    }

    @Test
    void fetches_each_credential_once_and_only_those_that_are_used() {
        List<String> questions = new ArrayList<>();
        Prompt prompt =
                question -> {
                    questions.add(question);
                    return "x".toCharArray();
                };
        Inventory inventory =
                Inventory.parse(
                        """
                        credentials:
                          a: {username: A, password: {prompt: true}}
                          b: {username: B, password: {prompt: true}}
                        hosts: {"pc[1-9]": {credential: a}, other: {credential: b}}
                        """,
                        "x.yaml",
                        folder);
        List<Host> selected =
                inventory.select(new HostPatterns(List.of("pc*"), List.of(), List.of()));
        Credentials credentials =
                new Secrets(SecretAccess.of(Map.of(), prompt)).load(inventory, selected);
        assertThat(questions).containsExactly("Password of A: ");
        assertThat(credentials.of(inventory.hosts().getFirst()))
                .hasValueSatisfying(credential -> assertThat(credential.username()).isEqualTo("A"));
        assertThat(credentials.of(inventory.hosts().getLast())).isEmpty();
    }

    @Test
    void refuses_real_hosts_without_a_credential() {
        Inventory inventory = Inventory.parse("hosts: {a: , b: }\n", "x.yaml", folder);
        String step =
                "; give --username with --ask-password or --password-file, or write 'credential: NAME' into the"
                        + " inventory";
        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(() -> new Secrets(none()).load(inventory, inventory.hosts()))
                .withMessage("2 hosts have no credential, the first is 'a'" + step)
                .satisfies(e -> assertThat(e.code()).isEqualTo(FleetException.Code.CREDENTIAL));
        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(
                        () -> new Secrets(none()).load(inventory, inventory.hosts().subList(1, 2)))
                .withMessage("the host 'b' has no credential" + step);
    }

    @Test
    void fetches_nothing_for_a_simulated_fleet() {
        Inventory inventory =
                Inventory.parse(
                        """
                        credentials: {a: {username: A, password: {env: UNSET}}}
                        defaults: {credential: a}
                        simulator: {hosts: 3}
                        """,
                        "x.yaml",
                        folder);
        Credentials credentials = new Secrets(none()).load(inventory, inventory.hosts());
        assertThat(credentials.of(inventory.hosts().getFirst())).isEmpty();
    }

    @Test
    void uses_the_credential_of_the_options_for_the_hosts_that_name_it() {
        Inventory inventory = Inventory.parse("hosts: {a: }\n", "x.yaml", folder);
        Credential options = Secrets.fromOptions("CORP\\me", Secret.of("x".toCharArray()));
        Host host = inventory.hosts().getFirst();
        Host named = host.withConnection(host.connection().withCredential(Secrets.OPTIONS));
        Credentials credentials =
                new Secrets(none()).load(inventory, List.of(named), List.of(options));
        assertThat(credentials.of(named)).containsSame(options);
    }

    @Test
    void refuses_a_username_that_cannot_be_one() {
        Secret password = Secret.of("x".toCharArray());
        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(() -> Secrets.fromOptions(" ", password))
                .withMessage("--username is empty or holds a control character");
    }

    private Path writePasswordFile(String content, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("p"), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static SecretAccess none() {
        return SecretAccess.of(Map.of(), null);
    }

    private @Nullable String password(String source, SecretAccess access) {
        Inventory inventory = inventory(source);
        return new Secrets(access)
                .load(inventory, inventory.hosts())
                .of(inventory.hosts().getFirst())
                .map(credential -> credential.password().use(String::new))
                .orElse(null);
    }

    private Inventory inventory(String source) {
        return Inventory.parse(
                "credentials: {ops: {username: 'CORP\\ops', password: "
                        + source
                        + "}}\nhosts: {pc: {credential: ops}}\n",
                "x.yaml",
                folder);
    }

    private void assertFault(String source, SecretAccess access, String message) {
        Inventory inventory = inventory(source);
        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(() -> new Secrets(access).load(inventory, inventory.hosts()))
                .withMessage(message)
                .satisfies(fault -> {
                    assertThat(fault.code()).isEqualTo(FleetException.Code.CREDENTIAL);
                    assertThat(Throwables.getStackTrace(fault)).doesNotContain("hunter2");
                });
    }
}
