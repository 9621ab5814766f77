package io.github.fleetlogoff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.sessions.RemoteShell;
import io.github.fleetlogoff.winrm.WinrmSettings;
import io.github.fleetlogoff.winrm.winrm4j.Winrm4jShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the engine is looked for. That it works as it is shipped the assembly tries.
class Winrm4jEngineTest {
    @TempDir private Path home = Path.of("");
    private Path folder = Path.of("");

    @BeforeEach
    void layOut() throws IOException {
        Files.createFile(home.resolve("fleet-logoff.jar"));
        folder = Files.createDirectories(home.resolve("lib/winrm4j"));
    }

    @Test
    void a_program_that_is_no_jar_has_it_on_the_class_path() {
        try (RemoteShell shell = shell(home)) {
            assertThat(shell).isInstanceOf(Winrm4jShell.class);
        }
    }

    @Test
    void a_jar_has_it_in_a_class_loader_over_the_libraries_of_the_list() throws IOException {
        Files.writeString(folder.resolve("classpath"), "./" + library("one.jar"));

        try (RemoteShell shell = shell(home.resolve("fleet-logoff.jar"))) {
            assertThat(shell).isNotInstanceOf(Winrm4jShell.class);
            assertThat(shell.getClass().getName()).isEqualTo(Winrm4jShell.class.getName());
        }
    }

    @Test
    void a_library_that_is_missing_is_named() throws IOException {
        Files.writeString(folder.resolve("classpath"), "./" + library("one.jar") + ":./two.jar\n");

        assertThatThrownBy(() -> shell(home.resolve("fleet-logoff.jar")))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining("two.jar is missing")
                .hasMessageContaining("copy the program with all its folders");
    }

    @Test
    void so_is_a_list_that_is_missing() {
        assertThatThrownBy(() -> shell(home.resolve("fleet-logoff.jar")))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining(folder.resolve("classpath").toString());
    }

    private String library(String name) throws IOException {
        return Files.createFile(folder.resolve(name)).getFileName().toString();
    }

    private static RemoteShell shell(Path program) {
        return new Winrm4jEngine(program)
                .shell(
                        WinrmSettings.of(Duration.ofSeconds(1), false),
                        new Credentials(Map.of()),
                        InstantSource.system());
    }
}
