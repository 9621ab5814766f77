package io.github.fleetlogoff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionTest {
    private static final int PATIENCE_SECONDS = 30;

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fleet-logoff inv|inventory",
                "fleet-logoff inventory |list check graph",
                "fleet-logoff sessions --cred|--credential",
                "fleet-logoff sessions --state |active disconnected any",
                "fleet-logoff inventory list -o j|json"
            })
    void completes_in_a_real_bash(String line, String words) throws Exception {
        Path script = script("bash");
        String probe =
                """
                source "$1"
                COMP_LINE=$2
                COMP_POINT=${#2}
                read -ra COMP_WORDS <<< "$2"
                [[ $2 == *' ' ]] && COMP_WORDS+=('')
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                _complete_fleet-logoff
                echo "${COMPREPLY[@]}"
                """;

        assertThat(said("bash", "-c", probe, "bash", script.toString(), unquoted(line)))
                .containsExactlyInAnyOrder(words.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fleet-logoff inv|inventory",
                "fleet-logoff inventory |list check graph",
                "fleet-logoff -i x sess|sessions",
                "fleet-logoff sessions --cred|--credential",
                "fleet-logoff sessions --state |active disconnected any",
                "fleet-logoff inventory list -o j|json",
                "fleet-logoff inventory list --hos|--hosts",
                "fleet-logoff play hosts|hosts.yaml",
                "fleet-logoff sessions -i hosts|hosts.yaml",
                "fleet-logoff sessions hosts|''"
            })
    void completes_in_a_real_fish(String line, String words) throws Exception {
        assumeTrue(
                Stream.of("/usr/bin/fish", "/usr/local/bin/fish", "/opt/homebrew/bin/fish")
                        .anyMatch(file -> Files.isExecutable(Path.of(file))),
                "fish is not installed");
        Files.writeString(folder.resolve("hosts.yaml"), "");

        assertThat(
                        said(
                                "fish",
                                "--no-config",
                                "-c",
                                "source $argv[1]; complete -C $argv[2] | string split -f 1 \\t",
                                script("fish").toString(),
                                unquoted(line)))
                .containsExactlyInAnyOrder(words.isEmpty() ? new String[0] : words.split(" ", -1));
    }

    @Test
    void fish_says_what_each_word_means() throws IOException {
        assertThat(Files.readString(script("fish")))
                .contains("-n '__fleet_logoff_in' -a 'sessions' -d ")
                .contains(
                        "-n '__fleet_logoff_in sessions' -s 'i' -l 'inventory' -r -F -d 'inventory;");
    }

    @Test
    void powershell_is_given_every_command_with_its_options() throws IOException {
        String script = Files.readString(script("powershell"));

        assertThat(script)
                .startsWith(
                        "# PowerShell completion of fleet-logoff\nRegister-ArgumentCompleter -Native")
                .contains("@('sessions', 'Command', ")
                .contains("        'inventory list' = @(\n")
                .contains("@('--credential', 'ParameterName', ")
                .contains(
                        """
                                'sessions --state' = @(
                                    @('active', 'ParameterValue', 'active'),
                        """)
                .contains("        'sessions --inventory' = @()\n");
    }

    @Test
    void the_powershell_script_is_well_formed() throws IOException {
        String script = Files.readString(script("powershell"));

        // The console's code page damages anything else.
        assertThat(script.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7F));
        // Outside texts and comments nothing but brackets in pairs; a quote within one is doubled.
        String bare = script.replaceAll("(?m)^ *#.*$", "").replaceAll("'(?:[^'\n]|'')*'", "Q");
        assertThat(bare).doesNotContain("'");
        assertThat(unpaired(bare)).isEmpty();
        // A list of one row would be taken for the row.
        assertThat(Pattern.compile("= @\\(\\s*@\\([^()]*\\)\\s*\\)").matcher(script).find())
                .isFalse();
        // PowerShell's tables ignore letter case, and refuse a key that stands there twice.
        List<String> keys =
                Pattern.compile("(?m)^ {8}('.*') = @\\(")
                        .matcher(script)
                        .results()
                        .map(match -> match.group(1).toLowerCase(Locale.ROOT))
                        .toList();
        int second = script.indexOf("$values = @{");
        long first =
                Pattern.compile("(?m)^ {8}('.*') = @\\(")
                        .matcher(script.substring(0, second))
                        .results()
                        .count();
        assertThat(keys.subList(0, (int) first)).hasSizeGreaterThan(10).doesNotHaveDuplicates();
        assertThat(keys.subList((int) first, keys.size()))
                .hasSizeGreaterThan(50)
                .doesNotHaveDuplicates();
    }

    @Test
    void an_unknown_shell_is_an_error_that_names_those_there_are() {
        Program.Ended ended = new Program(folder).run("completion", "tcsh");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err())
                .contains(
                        "completion does not know 'tcsh': it takes bash, zsh, fish or powershell");
    }

    private static String unpaired(String script) {
        String left = script.replaceAll("[^(){}\\[\\]]", "");
        Matcher pair = Pattern.compile("\\(\\)|\\{}|\\[]").matcher(left);
        while (pair.find()) {
            left = pair.replaceAll("");
            pair.reset(left);
        }
        return left;
    }

    private static String unquoted(String line) {
        // The annotation's reader strips blanks at the end.
        return line.matches("fleet-logoff (inventory|sessions --state)") ? line + " " : line;
    }

    private Path script(String shell) throws IOException {
        Program.Ended ended = new Program(folder).run("completion", shell);
        assertThat(ended.exitCode()).isZero();
        return Files.writeString(folder.resolve("completion." + shell), ended.out());
    }

    private List<String> said(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return Arrays.stream(said.split("\\s+", -1)).filter(word -> !word.isEmpty()).toList();
    }
}
