package io.github.fleetlogoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bad input: one clear sentence, exit code 2, nothing touched.
class UsageTest {
    @TempDir Path folder;

    private Path inventory = Path.of("");

    @BeforeEach
    void write_an_inventory() throws IOException {
        inventory =
                Files.writeString(
                        folder.resolve("hosts.yaml"), "simulator: {hosts: 3, think: 0ms}\n");
    }

    static Stream<Arguments> misuses() {
        return Stream.of(
                Arguments.of(List.of(), "nothing selects a session"),
                Arguments.of(List.of("-u", "j*"), "use --user-glob 'j*'"),
                Arguments.of(List.of("-u", " "), "--user is empty"),
                Arguments.of(List.of("--user-glob", ""), "--user-glob is empty"),
                Arguments.of(List.of("--exclude-user", "boss"), "nothing selects a session"),
                Arguments.of(List.of("--state", "aktiv"), "active, disconnected or any"),
                Arguments.of(List.of("--idle-over", "soon"), "'soon' is not a duration"),
                Arguments.of(List.of("--idle-over", "0s"), "longer than nothing"),
                Arguments.of(
                        List.of("-u", "jdoe", "-j", "0"),
                        "--concurrency is not between 1 and 100000: 0"),
                Arguments.of(List.of("-u", "jdoe", "-j", "many"), "--concurrency"),
                Arguments.of(List.of("-u", "jdoe", "--retries", "99"), "between 0 and 20"),
                Arguments.of(List.of("-u", "jdoe", "--verify-timeout", "2h"), "1s to 1h"),
                Arguments.of(List.of("-u", "jdoe", "-w", "nosuchhost"), "nosuchhost"),
                Arguments.of(
                        List.of("-u", "jdoe", "-o", "xml"),
                        "table, json, ndjson, csv, junit, markdown, html"),
                Arguments.of(List.of("-u", "jdoe", "--report", "json"), "FORMAT=FILE"),
                Arguments.of(
                        List.of("-u", "jdoe", "--report", "json=/no/such/folder/r.json"),
                        "create it"),
                Arguments.of(List.of("-u", "jdoe", "--report", "json=/"), "it is a folder"),
                Arguments.of(
                        List.of("-u", "jdoe", "--site-concurrency", "0"), "--site-concurrency is"),
                Arguments.of(List.of("-u", "jdoe", "--color", "blue"), "auto, always or never"),
                Arguments.of(List.of("-u", "jdoe", "--fail-on", "stuk"), "did you mean stuck?"),
                Arguments.of(
                        List.of("-u", "jdoe", "--fail-on", "logged-off"),
                        "'logged-off' is no outcome that fails"),
                Arguments.of(List.of("-u", "jdoe", "--engine", "wsmann"), "it is wsman or winrm4j"),
                Arguments.of(
                        List.of("-u", "jdoe", "--endpoint", "a b"),
                        "winrs or the name of a session"),
                Arguments.of(
                        List.of("-u", "jdoe", "--engine", "winrm4j", "--endpoint", "FleetLogoff"),
                        "does not go with --engine winrm4j"),
                Arguments.of(List.of("-u", "jdoe", "--ask-password"), "go with --username"),
                Arguments.of(
                        List.of("-u", "jdoe", "--username", "x"),
                        "--password-file FILE or --ask-password"),
                Arguments.of(List.of("--user-glob", "*"), "needs --yes"),
                Arguments.of(
                        List.of("-u", "jdoe", "--exclude-user", "CORP\\a*"),
                        "--exclude-user: the pattern 'CORP\\a*' has a domain"),
                Arguments.of(List.of("--user-glob", "CORP\\a*"), "has a domain"),
                Arguments.of(List.of("-u", "jdoe", "--warn", "/v"), "does not begin with '/'"),
                Arguments.of(
                        List.of("-u", "jdoe", "--warn", "in {graze}"), "did you mean {grace}?"),
                Arguments.of(List.of("-u", "jdoe", "--warn", "{reason}"), "give --reason"),
                Arguments.of(List.of("-u", "jdoe", "--grace", "5m"), "give --warn TEXT"),
                Arguments.of(
                        List.of("-u", "jdoe", "--warn", "x", "--grace", "2d"), "1s to 24h, not 2d"),
                Arguments.of(
                        List.of("-u", "jdoe", "--warn", "x", "--grace", "soon"),
                        "--grace: 'soon' is not a duration"),
                Arguments.of(
                        List.of("-u", "jdoe", "--warn", "x", "--warn-again", "20m"),
                        "within the grace of 15m"),
                Arguments.of(List.of("-u", "jdoe", "--waves", "1,5%"), "written 100%: 1,5%,100%"),
                Arguments.of(List.of("-u", "jdoe", "--waves", "0,100%"), "a wave of no host"),
                Arguments.of(
                        List.of("-u", "jdoe", "--max-logoffs", "120%"),
                        "--max-logoffs: '120%' is neither a number"),
                Arguments.of(
                        List.of("-u", "jdoe", "--max-failures", "few"),
                        "--max-failures: 'few' is neither"),
                Arguments.of(
                        List.of("-u", "jdoe", "--max-change", "3y"), "write it like 3x or 1.5x"),
                Arguments.of(List.of("-u", "jdoe", "--rate", "0/s"), "write it like 20/s"),
                Arguments.of(List.of("-u", "jdoe", "--grace", "5m"), "give --warn TEXT"),
                Arguments.of(List.of("--session-id", "-1"), "session number"));
    }

    @ParameterizedTest
    @MethodSource("misuses")
    void is_refused_with_a_sentence(List<String> arguments, String sentence) {
        List<String> all =
                Stream.concat(Stream.of("-i", inventory.toString()), arguments.stream()).toList();

        Program.Ended ended = new Program(folder).run(all.toArray(String[]::new));

        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err()).contains(sentence).doesNotContain("\tat ");
        assertThat(ended.err().lines()).hasSizeLessThanOrEqualTo(4);
        assertThat(ended.out()).isEmpty();
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "--cbt strict, --cbt goes with --tls",
        "--client-ca issuers.pem, --client-ca goes with --tls",
        "--tls --cbt tight, 'none, relaxed or strict'",
        "--base-port 70000, not 70000",
        "--endpoints a/b, '--endpoints: ''a/b'' is no endpoint''s name'",
        "--one-message -i hosts.yaml, in its simulator: section"
    })
    void a_simulated_fleet_that_cannot_be_is_refused_with_a_sentence(
            String options, String sentence) {
        Program.Ended ended = new Program(folder).run(("simulate " + options).split(" "));

        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err()).contains(sentence).doesNotContain("\tat ");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void an_unknown_option_names_the_nearest() {
        Program.Ended ended = new Program(folder).run("--usr", "jdoe");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err())
                .contains("unknown option '--usr'")
                .doesNotContain("jdoe")
                .contains("Did you mean --user?")
                .contains("--help");
    }

    @Test
    void without_an_inventory_the_way_to_one_is_named() {
        Program.Ended ended = new Program(folder).run("-u", "jdoe");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("--inventory FILE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sessions",
                "play",
                "plan",
                "apply",
                "simulate",
                "report",
                "runs",
                "resume",
                "stop",
                "jea"
            })
    void help_fits_and_gives_an_example(String command) {
        Program.Ended ended =
                command.isEmpty()
                        ? new Program(folder).run("--help")
                        : new Program(folder).run(command, "--help");

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).contains("Example").contains("fleet-logoff " + command);
        assertThat(ended.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
        assertThat(ended.out().lines().count()).isLessThanOrEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sessions"})
    void what_most_runs_do_without_is_shown_when_asked_for(String name) {
        List<String> command = name.isEmpty() ? List.of() : List.of(name);
        Program program = new Program(folder);
        Program.Ended some = program.run(with(command, "--help"));
        Program.Ended all = program.run(with(command, "--help-all"));

        assertThat(all.exitCode()).isZero();
        assertThat(some.out()).contains("--hosts").doesNotContain("--retries", "Limits:");
        assertThat(some.out()).doesNotContain("Safeguards:");
        assertThat(all.out().contains("Safeguards:")).isEqualTo(name.isEmpty());
        assertThat(all.out()).contains("--hosts", "--retries", "--engine", "Limits:", "Example");
    }

    private static String[] with(List<String> command, String option) {
        return Stream.concat(command.stream(), Stream.of(option)).toArray(String[]::new);
    }

    @Test
    void the_version_is_told() {
        assertThat(new Program(folder).run("--version").out()).startsWith("fleet-logoff ");
    }

    @Test
    void standard_output_that_takes_nothing_is_a_failure() {
        Writer full =
                new FilterWriter(new StringWriter()) {
                    @Override
                    public void flush() throws IOException {
                        throw new IOException("No space left on device");
                    }
                };

        Program.Ended ended = new Program(folder).run(full, "--version");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err()).contains("standard output takes no more", "report last");
    }
}
