package io.github.fleetlogoff.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SessionScriptTest {

    @Test
    void the_packed_script_is_the_source_without_comments() {
        SessionScript script = SessionScript.load();

        assertThat(script.packed())
                .isEqualTo(ScriptPacker.pack(script.source()))
                .hasSizeLessThan(32_000);
        assertThat(script.packed().lines()).hasSize(1);
        assertThat(script.packedSha256()).hasSize(64).isNotEqualTo(script.sha256());
    }

    @Test
    void a_script_that_cannot_travel_is_refused() {
        assertThatThrownBy(() -> ScriptPacker.pack("a ~ b")).hasMessageContaining("tilde");
        assertThatThrownBy(() -> ScriptPacker.pack("'ü'")).hasMessageContaining("ASCII");
        assertThatThrownBy(() -> ScriptPacker.pack("x".repeat(32_000)))
                .hasMessageContaining("32000 characters");
    }

    /// Prints, does not fail: a script may be changed before somebody with a PowerShell has proven
    /// it.
    @Test
    void says_when_the_script_differs_from_the_one_last_proven() throws IOException {
        String page = Files.readString(Path.of("../../docs/powershell.md"));
        Matcher proven = Pattern.compile("Last proven: `([0-9a-f]{64})`").matcher(page);

        assertThat(proven.find()).as("docs/powershell.md names the proven script").isTrue();
        if (!proven.group(1).equals(SessionScript.load().sha256())) {
            System.out.println(
                    "The session script is UNPROVEN: run check.py on a real PowerShell (docs/powershell.md)");
        }
    }

    @Test
    void passes_its_checks_on_a_real_powershell() throws Exception {
        boolean there =
                Arrays.stream(System.getenv("PATH").split(":", -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "pwsh")));
        assumeTrue(there, "no pwsh on the PATH: the session script is not run");

        Process check =
                new ProcessBuilder(
                                "python3",
                                "src/test/powershell/check.py",
                                "pwsh",
                                "--script",
                                "src/main/resources/io/github/fleetlogoff/sessions/session.ps1",
                                "--listings",
                                "src/test/powershell/fixtures")
                        .inheritIO()
                        .start();

        assertThat(check.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(check.exitValue()).isZero();
    }
}
