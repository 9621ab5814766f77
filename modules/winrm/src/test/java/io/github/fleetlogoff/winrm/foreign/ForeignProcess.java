package io.github.fleetlogoff.winrm.foreign;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// A program of others while a test runs. What it prints is kept; it is stopped in the end,
/// whatever happens. Thread-safe.
final class ForeignProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private ForeignProcess(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::read);
    }

    static ForeignProcess start(Path folder, Map<String, String> environment, List<String> command)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new ForeignProcess(builder.start());
    }

    /// Runs a program to its end, which must be a good one.
    static String run(
            Path folder, Map<String, String> environment, String input, List<String> command)
            throws IOException, InterruptedException {
        try (ForeignProcess started = start(folder, environment, command)) {
            try (var out = started.process.getOutputStream()) {
                out.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!started.process.waitFor(LIMIT)) {
                throw new IOException(command.getFirst() + " does not end: " + started.text());
            }
            String text = started.whole();
            if (started.process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + " failed: " + text);
            }
            return text;
        }
    }

    /// A port of this computer that nobody has just now.
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /// The first line like this, which the program has printed or will.
    synchronized String await(Predicate<String> wanted) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            Optional<String> found = lines.stream().filter(wanted).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (ended || left <= 0) {
                throw new IOException("the program never said it: " + text());
            }
            wait(left);
        }
    }

    /// All that it has printed.
    synchronized String text() {
        return String.join("\n", lines);
    }

    private synchronized String whole() throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!ended && System.nanoTime() < deadline) {
            wait(100);
        }
        return text();
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add(String.valueOf(e.getMessage()));
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(Duration.ofSeconds(5))) {
                process.destroyForcibly();
                process.waitFor(LIMIT);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
