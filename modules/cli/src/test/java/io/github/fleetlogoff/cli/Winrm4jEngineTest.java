package io.github.fleetlogoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The program in a process of its own, laid out as it is shipped: the libraries of the engine
/// winrm4j in a folder beside it, and not on the class path.
class Winrm4jEngineTest extends SweptFleet {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final List<String> LIBRARIES =
            List.of(
                    "/io/cloudsoft/",
                    "/org/apache/",
                    "/org/glassfish/",
                    "/com/sun/",
                    "/jakarta/",
                    "/commons-",
                    "/wsdl4j/",
                    "/xml-resolver/",
                    "/org/jvnet/",
                    "/org/ow2/",
                    "/jcl-over-slf4j/");

    private final List<String> classPath = new ArrayList<>();
    private Path libraries = Path.of("");

    @BeforeEach
    void layOut() throws IOException {
        Path home = Files.createDirectory(folder.resolve("a program"));
        libraries = Files.createDirectories(home.resolve("lib/winrm4j"));
        String own = Main.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        for (String place : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path at = Path.of(place);
            if (at.equals(Path.of(own))) {
                // No link: Java would look for libraries where that leads.
                classPath.add(copied(at, home.resolve("program")).toString());
            } else if (LIBRARIES.stream().anyMatch(place::contains)) {
                Files.copy(at, libraries.resolve(at.getFileName()));
            } else {
                classPath.add(place);
            }
        }
    }

    private static Path copied(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
        return to;
    }

    @Test
    void logs_off_by_libraries_that_are_not_on_the_class_path() throws IOException {
        JsonNode truth =
                truthAfter(40, inventory -> assertThat(sweep(inventory)).as(this::said).isZero());

        assertThat(ended(truth)).isNotEmpty();
    }

    @Test
    void says_where_it_looked_for_libraries_that_are_missing() throws IOException {
        try (var jars = Files.newDirectoryStream(libraries, "winrm4j-client*")) {
            for (Path jar : jars) {
                Files.delete(jar);
            }
        }

        JsonNode truth = truthAfter(3, inventory -> assertThat(sweep(inventory)).isNotZero());

        assertThat(said()).contains("engine winrm4j cannot be loaded from " + libraries);
        assertThat(ended(truth)).isEmpty();
    }

    private int sweep(Path inventory) {
        ProcessBuilder program =
                new ProcessBuilder(
                                JAVA,
                                "-cp",
                                String.join(File.pathSeparator, classPath),
                                Main.class.getName(),
                                "-i",
                                inventory.toString(),
                                "--user",
                                "jdoe",
                                "--engine",
                                "winrm4j")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("said").toFile());
        program.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        try {
            return program.start().onExit().join().exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String said() {
        return read(folder.resolve("said"));
    }
}
