package io.github.fleetlogoff.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// A simulated fleet in a process of its own, as fresh as the last one: the seed is always the
/// same. It has been asked a few times what is there before a client comes, for a program that has
/// just started answers later than a host would. Of one thread.
final class RunningFleet implements AutoCloseable {
    // The one host of a fleet of one has a session of jdoe with this seed.
    private static final String SEED = "4";
    private static final long PATIENCE_SECONDS = 60;
    private static final int CONVERSATIONS = 100;
    private static final int MOST_ASKED = 20;
    private static final int MOST_TIMES = 20;
    private static final int SOME_UNREACHABLE = 4;

    private final Process process;
    private final Path inventory;
    private final Path state;

    private RunningFleet(Process process, Path inventory, Path state) {
        this.process = process;
        this.inventory = inventory;
        this.state = state;
    }

    /// Starts a fleet and waits until its hosts answer as quickly as they will.
    ///
    /// @param unencrypted whether the hosts take messages in the clear
    /// @throws IOException where it does not come up
    static RunningFleet start(Place place, Trial trial, boolean unencrypted)
            throws IOException, InterruptedException {
        Path inventory = place.scratch().resolve("fleet.yaml");
        Path state = place.scratch().resolve("state.json");
        Path errors = place.scratch().resolve("simulator.err");
        Files.deleteIfExists(state);
        List<String> command =
                new ArrayList<>(
                        List.of(
                                place.launcher(),
                                "simulate",
                                "--hosts",
                                Integer.toString(trial.allHosts()),
                                "--seed",
                                SEED,
                                "--think",
                                trial.think().toMillis() + "ms",
                                "--write-inventory",
                                inventory.toString(),
                                "--dump-state",
                                state.toString()));
        if (unencrypted) {
            command.add("--allow-unencrypted");
        }
        if (trial.dead() > 0) {
            command.add("--faults");
            command.add(String.format(Locale.ROOT, "dead=%.3f%%", trial.deadPercent()));
        }
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.to(errors.toFile())).start();
        RunningFleet fleet = new RunningFleet(process, inventory, state);
        String said = firstLine(process);
        if (!said.startsWith("ready ")) {
            fleet.close();
            throw new IOException(
                    "the simulated fleet did not come up: "
                            + said
                            + Files.readString(errors).strip());
        }
        boolean asked = false;
        try {
            fleet.ask(place);
            asked = true;
        } finally {
            if (!asked) {
                fleet.close();
            }
        }
        return fleet;
    }

    private void ask(Place place) throws IOException, InterruptedException {
        List<String> some =
                FleetInventory.read(inventory).hosts().stream()
                        .limit(MOST_ASKED)
                        .map(FleetInventory.Address::name)
                        .toList();
        Program list =
                Program.silent(
                        List.of(
                                place.launcher(),
                                "sessions",
                                "--inventory",
                                inventory.toString(),
                                "--hosts",
                                String.join(",", some),
                                "--no-progress",
                                "--journal",
                                place.scratch().resolve("asked").toString()));
        int times = Math.min(MOST_TIMES, CONVERSATIONS / some.size());
        for (int i = 0; i < times; i++) {
            int exitCode = list.run(Duration.ofSeconds(PATIENCE_SECONDS)).exitCode();
            if (exitCode != 0 && exitCode != SOME_UNREACHABLE) {
                throw new IOException("the fleet cannot be asked: exit code " + exitCode);
            }
        }
    }

    // The simulator says "ready" or ends, either of which ends this wait; it has its own deadlines.
    // The reader stays open with the process: closing it would end the simulator at its next word.
    @SuppressWarnings("resource")
    private static String firstLine(Process process) throws IOException {
        BufferedReader reader = process.inputReader();
        String line = reader.readLine();
        return line == null ? "" : line;
    }

    Path inventory() {
        return inventory;
    }

    /// Ends the fleet and tells what became of it.
    ///
    /// @throws IOException where it had ended before
    FleetTruth stop() throws IOException, InterruptedException {
        if (!process.isAlive()) {
            // Besides, its CPU time has been counted to the client.
            throw new IOException("the simulated fleet ended with " + process.exitValue());
        }
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the simulated fleet does not end");
        }
        return FleetTruth.read(state);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
