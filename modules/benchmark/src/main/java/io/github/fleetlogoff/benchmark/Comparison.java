package io.github.fleetlogoff.benchmark;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Gives trials to clients side by side, prints a table of each, and judges in the end. Of one
/// thread.
final class Comparison {
    private static final int SHORT_RUNS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Place place;
    private final List<Client> clients;
    private final int repeats;
    private final PrintStream out;
    private final List<Figures> all = new ArrayList<>();

    /// @param repeats how often each client is given each trial, 1 or more
    Comparison(Place place, List<Client> clients, int repeats, PrintStream out) {
        this.place = requireNonNull(place, "place is null");
        this.clients = List.copyOf(clients);
        this.repeats = repeats;
        this.out = requireNonNull(out, "out is null");
    }

    /// Runs the trials and prints what came of them.
    ///
    /// @return the figures of every run, in their order
    /// @throws IOException where a fleet or a client does not end as it should
    List<Figures> run(List<Trial> trials) throws IOException, InterruptedException {
        // Builds fleet-logoff where that is due, so that no client is charged with it.
        launcher("--version");
        for (Trial trial : trials) {
            run(trial);
        }
        Optional<String> ours = ours();
        if (ours.isPresent()) {
            List<Verdict> verdicts = Targets.verdicts(ours.get(), all, versionSeconds());
            out.println("targets of " + ours.get());
            verdicts.forEach(verdict -> out.println(verdict.line()));
        }
        return List.copyOf(all);
    }

    // In turn, A B A B …, so that a drift of the machine's speed is not charged to one of them.
    private void run(Trial trial) throws IOException, InterruptedException {
        Bench bench = new Bench(place);
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < repeats; i++) {
            for (Client client : clients) {
                Outcome outcome = bench.run(client, trial);
                outcomes.add(outcome);
                outcome.figures().ifPresent(all::add);
            }
        }
        FigureTable.print(out, trial, outcomes);
    }

    // The targets are for the first of our engines that runs.
    private Optional<String> ours() {
        return clients.stream()
                .filter(EngineClient.class::isInstance)
                .map(Client::name)
                .filter(name -> all.stream().anyMatch(one -> one.client().equals(name)))
                .findFirst();
    }

    private OptionalDouble versionSeconds() throws IOException, InterruptedException {
        double[] starts = new double[SHORT_RUNS];
        for (int i = 0; i < SHORT_RUNS; i++) {
            starts[i] = Figures.seconds(launcher("--version").wall());
        }
        return Statistics.median(starts);
    }

    private Measurement launcher(String argument) throws IOException, InterruptedException {
        return Program.silent(List.of(place.launcher(), argument)).run(PATIENCE);
    }
}
