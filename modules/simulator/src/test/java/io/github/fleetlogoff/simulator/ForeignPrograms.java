package io.github.fleetlogoff.simulator;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Installs and runs the programs of others. Where that cannot be done, the test is skipped and
/// says why.
final class ForeignPrograms {
    private static final Path VENV = Path.of("target", "foreign-client").toAbsolutePath();
    private static final Path PYTHON = VENV.resolve("bin").resolve("python");
    private static final Path SOURCES = Path.of("src", "test").toAbsolutePath();
    private static final Path GO_SOURCES = SOURCES.resolve("go").resolve("foreign_client");
    private static final Path GO_PROGRAM = VENV.resolveSibling("foreign-client-go");

    private ForeignPrograms() {}

    /// How a program ended: -1 where it did not, or was not there.
    record Ended(int code, String text) {}

    static Ended run(List<String> command) throws IOException, InterruptedException {
        return run(command, Map.of());
    }

    static Ended run(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        return run(Path.of("").toAbsolutePath(), command, environment);
    }

    private static Ended run(Path folder, List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("foreign-program", ".txt");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            builder.environment().put("GOTOOLCHAIN", "local");
            builder.environment().put("GOFLAGS", "-mod=readonly");
            Process process = builder.start();
            boolean ended = process.waitFor(3, TimeUnit.MINUTES);
            if (!ended) {
                process.destroyForcibly();
            }
            return new Ended(
                    ended ? process.exitValue() : -1,
                    Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException missing) {
            return new Ended(-1, String.valueOf(missing.getMessage()));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /// The command that runs the Python clients; they are installed when it returns.
    static List<String> python() throws IOException, InterruptedException {
        if (run(List.of(PYTHON.toString(), "-c", "import winrm, pypsrp")).code() != 0) {
            Ended made = run(List.of("python3", "-m", "venv", VENV.toString()));
            assumeTrue(
                    made.code() == 0,
                    "not run: python3 cannot make a virtual environment here: " + made.text());
            install("requirements.txt");
        }
        Path script = SOURCES.resolve("python").resolve("foreign_client.py");
        return List.of(PYTHON.toString(), script.toString());
    }

    /// The same, with Kerberos.
    static List<String> pythonWithKerberos() throws IOException, InterruptedException {
        List<String> python = python();
        if (run(List.of(PYTHON.toString(), "-c", "import gssapi, krb5")).code() != 0) {
            install("requirements-kerberos.txt");
        }
        return python;
    }

    /// The command that opens a runspace pool with pypsrp.
    static List<String> pythonPool() throws IOException, InterruptedException {
        return List.of(python().getFirst(), pool());
    }

    /// The same, with Kerberos.
    static List<String> pythonPoolWithKerberos() throws IOException, InterruptedException {
        return List.of(pythonWithKerberos().getFirst(), pool());
    }

    private static String pool() {
        return SOURCES.resolve("python").resolve("foreign_pool.py").toString();
    }

    private static void install(String wanted) throws IOException, InterruptedException {
        Ended got =
                run(
                        List.of(
                                PYTHON.toString(),
                                "-m",
                                "pip",
                                "install",
                                "--quiet",
                                "-r",
                                SOURCES.resolve("python").resolve(wanted).toString()));
        assumeTrue(
                got.code() == 0, "not run: pip cannot install " + wanted + " here: " + got.text());
    }

    /// The command that runs the Go client; it is built when this returns.
    static List<String> go() throws IOException, InterruptedException {
        Ended built =
                run(GO_SOURCES, List.of("go", "build", "-o", GO_PROGRAM.toString(), "."), Map.of());
        assumeTrue(
                built.code() == 0,
                "not run: go cannot build the client of masterzen/winrm here: " + built.text());
        return List.of(GO_PROGRAM.toString());
    }

    /// A command line of parts.
    static List<String> line(List<String> program, String... arguments) {
        List<String> line = new ArrayList<>(program);
        line.addAll(List.of(arguments));
        return line;
    }
}
