package io.github.fleetlogoff.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Proves the session script on a real PowerShell wherever there is one.
class PowerShellCheckTest {

    @ParameterizedTest
    @ValueSource(strings = {"FullLanguage", "ConstrainedLanguage"})
    void the_script_passes_its_checks_on_a_real_powershell(String mode, @TempDir Path folder)
            throws Exception {
        Optional<Path> pwsh = onPath("pwsh");
        assumeTrue(
                pwsh.isPresent(),
                "pwsh is not on the PATH: the session script is not checked on a real PowerShell");
        Optional<Path> python = onPath("python3");
        assumeTrue(
                python.isPresent(),
                "python3 is not on the PATH: it runs the checks of the session script");
        List<String> command =
                Arrays.asList(
                        python.get().toString(),
                        "src/test/powershell/check.py",
                        pwsh.get().toString(),
                        mode.equals("ConstrainedLanguage") ? "--constrained" : "--only=");
        Path output = folder.resolve("output");
        Process check =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            assertThat(check.waitFor(10, TimeUnit.MINUTES)).as("the checks end").isTrue();
        } finally {
            check.destroyForcibly();
        }
        assertThat(check.exitValue()).as(Files.readString(output)).isZero();
    }

    private static Optional<Path> onPath(String program) throws IOException {
        String path = System.getenv("PATH");
        return path == null
                ? Optional.empty()
                : Arrays.stream(path.split(File.pathSeparator))
                        .map(folder -> Path.of(folder, program))
                        .filter(Files::isExecutable)
                        .findFirst();
    }
}
