package io.github.fleetlogoff.benchmark;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A command that is run and measured. Linux only.
///
/// CPU time is the kernel's own account of the process, start to end (`getrusage(2)`). The peaks
/// are read from `/proc` (proc(5)) while it lives, so that what happens after the last look is not
/// seen.
///
/// One program at a time may be run by this process: another child that ends meanwhile would be
/// counted to it.
///
/// @param output where its standard output goes
/// @param errors where its standard error goes
public record Program(List<String> command, Redirect output, Redirect errors) {
    private static final long SHORTEST_LOOK_MILLIS = 5;
    private static final long LONGEST_LOOK_MILLIS = 50;

    public Program {
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("command is empty");
        }
        requireNonNull(output, "output is null");
        requireNonNull(errors, "errors is null");
    }

    /// A command whose output is thrown away.
    public static Program silent(List<String> command) {
        return new Program(command, Redirect.DISCARD, Redirect.DISCARD);
    }

    /// Runs the program to its end, with nothing on its standard input.
    ///
    /// @throws IOException where it cannot be started, or is not done within the limit
    public Measurement run(Duration limit) throws IOException, InterruptedException {
        ChildProcesses children = new ChildProcesses();
        Duration cpuBefore = children.processorTime();
        long started = System.nanoTime();
        Process process =
                new ProcessBuilder(command).redirectOutput(output).redirectError(errors).start();
        process.getOutputStream().close();
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        long memory = 0;
        int threads = 0;
        int handles = 0;
        long wait = SHORTEST_LOOK_MILLIS;
        try {
            while (!process.waitFor(wait, TimeUnit.MILLISECONDS)) {
                memory = Math.max(memory, status(proc, "VmHWM:"));
                threads = Math.max(threads, (int) status(proc, "Threads:"));
                handles = Math.max(handles, handles(proc));
                long elapsed = System.nanoTime() - started;
                if (elapsed > limit.toNanos()) {
                    throw new IOException(
                            "still running after " + limit + ": " + String.join(" ", command));
                }
                // A long run need not be looked at as often as a short one.
                wait = Math.clamp(elapsed / 20_000_000, SHORTEST_LOOK_MILLIS, LONGEST_LOOK_MILLIS);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        Duration wall = Duration.ofNanos(System.nanoTime() - started);
        return new Measurement(
                wall,
                children.processorTime().minus(cpuBefore),
                memory,
                threads,
                handles,
                process.exitValue());
    }

    // A process may end between two looks: what cannot be read any more counts as nothing new.
    private static long status(Path proc, String key) {
        try (Stream<String> lines = Files.lines(proc.resolve("status"))) {
            return lines.filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    private static int handles(Path proc) {
        try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
            return (int) open.count();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }
}
