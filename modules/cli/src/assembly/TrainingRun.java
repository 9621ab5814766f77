import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Makes the start-up cache (JEP 514): one sweep over a simulated fleet, as a user would start it,
/// teaches the JDK which classes a sweep needs, the readers of inventories among them. The fleet has a process of its own, for all that is
/// in the cache is paid for by every start. Then the other engine is tried, as it is shipped.
///
///     java TrainingRun.java DIST SCRATCH
final class TrainingRun {
    private static final int PATIENCE_MINUTES = 5;

    private static final String ANSIBLE =
            """
            all:
              children:
                room:
                  vars: {ansible_connection: winrm, ansible_port: 5985}
                  hosts:
                    never1: {ansible_host: 192.0.2.1}
            """;

    private final Path program;
    private final Path scratch;

    private TrainingRun(Path dist, Path scratch) {
        this.program = dist.resolve("fleet-logoff.jar");
        this.scratch = scratch;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path dist = Path.of(args[0]);
        Path scratch = Path.of(args[1]);
        Files.createDirectories(scratch);
        new TrainingRun(dist, scratch).make(dist.resolve("fleet-logoff.aot"));
    }

    private void make(Path cache) throws IOException, InterruptedException {
        Path inventory = scratch.resolve("fleet.yaml");
        Process fleet =
                started(
                        Redirect.PIPE,
                        List.of(),
                        List.of(
                                "simulate",
                                "--hosts",
                                "70",
                                "--seed",
                                "4",
                                "--think",
                                "50ms",
                                "--allow-unencrypted",
                                "--write-inventory",
                                inventory.toString()));
        try (BufferedReader said = fleet.inputReader()) {
            String first = said.readLine();
            if (first == null || !first.startsWith("ready ")) {
                throw new IOException("the simulated fleet did not come up: " + first);
            }
            letSomeTakeBasic(inventory);
            train(inventory, cache);
            tryOtherEngine(inventory);
        } finally {
            fleet.getOutputStream().close();
            end(fleet);
        }
    }

    /// Every second host is asked by Basic, the others by what the inventory says.
    private static void letSomeTakeBasic(Path inventory) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(inventory));
        List<String> before = List.copyOf(lines);
        for (int i = 0; i < lines.size(); i += 2) {
            lines.set(i, lines.get(i).replace("{address: ", "{auth: basic, address: "));
        }
        if (lines.equals(before)) {
            throw new IOException("no host of " + inventory + " could be given auth: basic");
        }
        Files.write(inventory, lines);
    }

    private void train(Path inventory, Path cache) throws IOException, InterruptedException {
        int exitCode =
                sweep(
                        inventory,
                        "wsman",
                        List.of(
                                // Else every start compiles what this run had compiled (JEP 515),
                                // needed or not.
                                "-XX:+UnlockDiagnosticVMOptions",
                                "-XX:-AOTRecordTraining",
                                "-XX:AOTCacheOutput=" + cache),
                        List.of(
                                "--inventory",
                                listed("hosts.ini", "[lab]\nnever ansible_host=192.0.2.1\n"),
                                "--inventory",
                                listed("hosts.yml", ANSIBLE),
                                "--inventory",
                                listed("hosts.csv", "name,site\nnever2,berlin\n"),
                                // They teach the readers' classes; nobody is reached by them.
                                "--hosts",
                                "@all!~never.*",
                                "--report",
                                "json=" + scratch.resolve("report.json")));
        if (exitCode != 0 || Files.notExists(cache)) {
            throw new IOException("the training run failed; see " + scratch);
        }
    }

    /// A sweep of some hosts by the engine whose libraries the class path has not got: unit tests see
    /// it laid out otherwise.
    private void tryOtherEngine(Path inventory) throws IOException, InterruptedException {
        int exitCode = sweep(inventory, "winrm4j", List.of(), List.of("--hosts", "~.*[12]"));
        if (exitCode != 0) {
            throw new IOException("the engine winrm4j does not work; see " + scratch);
        }
    }

    /// What the sweep prints is kept in `ENGINE.log`.
    ///
    /// @param options of Java
    /// @param more arguments of the sweep
    /// @return its exit code
    private int sweep(Path inventory, String engine, List<String> options, List<String> more)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--inventory", inventory.toString()));
        arguments.addAll(more);
        arguments.addAll(
                List.of(
                        "--user",
                        "jdoe",
                        "--engine",
                        engine,
                        "--allow-unencrypted",
                        "--no-progress",
                        "--journal",
                        scratch.resolve("journal").toString()));
        return end(
                started(
                        Redirect.to(scratch.resolve(engine + ".log").toFile()),
                        options,
                        arguments));
    }

    private String listed(String name, String text) throws IOException {
        return Files.writeString(scratch.resolve(name), text).toString();
    }

    /// Starts the program with those of the launcher's options that the cache depends on.
    private Process started(Redirect output, List<String> options, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djdk.reflect.useNativeAccessorOnly=true"));
        command.addAll(options);
        command.addAll(List.of("-jar", program.toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectOutput(output)
                .redirectError(Redirect.appendTo(scratch.resolve("errors.log").toFile()))
                .start();
    }

    private static int end(Process process) throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("a program of the training does not end");
        }
        return process.exitValue();
    }
}
