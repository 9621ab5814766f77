package io.github.fleetlogoff.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A command that is run and watched through `/proc` (Linux, proc(5)).
///
/// CPU time and peaks are read every few milliseconds while the process lives; what happens after
/// the last look is not seen, so a figure may be low by one interval.
public record Program(List<String> command) {
    private static final long LOOK_MILLIS = 5;
    // USER_HZ, fixed at 100 on Linux for what proc(5) shows.
    private static final long TICK_MILLIS = 10;

    public Program {
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("command is empty");
        }
    }

    /// Runs the program to its end; its output is thrown away.
    ///
    /// @throws IOException where it cannot be started
    public Measurement run(Duration limit) throws IOException, InterruptedException {
        long started = System.nanoTime();
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        process.getOutputStream().close();
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        long cpuTicks = 0;
        long memory = 0;
        int threads = 0;
        int handles = 0;
        try {
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                cpuTicks = Math.max(cpuTicks, cpuTicks(proc));
                memory = Math.max(memory, status(proc, "VmHWM:"));
                threads = Math.max(threads, (int) status(proc, "Threads:"));
                handles = Math.max(handles, handles(proc));
                if (System.nanoTime() - started > limit.toNanos()) {
                    throw new IOException(
                            "still running after " + limit + ": " + String.join(" ", command));
                }
            }
        } finally {
            process.destroyForcibly();
        }
        return new Measurement(
                Duration.ofNanos(System.nanoTime() - started),
                Duration.ofMillis(cpuTicks * TICK_MILLIS),
                memory,
                threads,
                handles,
                process.exitValue());
    }

    // A process may end between two looks: what cannot be read any more counts as nothing new.
    private static long cpuTicks(Path proc) {
        try {
            String stat = Files.readString(proc.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Long.parseLong(fields[11])
                    + Long.parseLong(fields[12])
                    + Long.parseLong(fields[13])
                    + Long.parseLong(fields[14]);
        } catch (IOException e) {
            return 0;
        }
    }

    private static long status(Path proc, String key) {
        try (Stream<String> lines = Files.lines(proc.resolve("status"))) {
            return lines.filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }

    private static int handles(Path proc) {
        try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
            return (int) open.count();
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }
}
