package io.github.fleetlogoff.benchmark;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Gives trials to clients, one at a time, each with a fleet of its own that is up, and has been
/// talked to, before the clock starts. Of one thread.
final class Bench {
    private static final Duration GRACE = Duration.ofMinutes(10);

    private final Place place;

    Bench(Place place) {
        this.place = requireNonNull(place, "place is null");
    }

    /// Measures one client.
    ///
    /// @throws IOException where the fleet does not come up or ends by itself, or the client does
    ///   not end
    Outcome run(Client client, Trial trial) throws IOException, InterruptedException {
        try {
            return new Outcome.Measured(measure(client, trial));
        } catch (MissingClientException missing) {
            return new Outcome.Missing(client.name(), String.valueOf(missing.getMessage()));
        }
    }

    private Figures measure(Client client, Trial trial)
            throws IOException, InterruptedException, MissingClientException {
        Path output = place.scratch().resolve(client.name() + ".out");
        Path errors = place.scratch().resolve(client.name() + ".err");
        boolean unencrypted = !client.seals(trial.auth());
        try (RunningFleet fleet = RunningFleet.start(place, trial, unencrypted)) {
            Program program =
                    new Program(
                            client.command(place, trial, fleet.inventory()),
                            Redirect.to(output.toFile()),
                            Redirect.to(errors.toFile()));
            Measurement measurement = program.run(trial.idealWall().plus(GRACE));
            FleetInventory inventory = FleetInventory.read(fleet.inventory());
            FleetTruth truth = fleet.stop();
            Map<String, String> failed = failed(client, measurement, output, errors, inventory);
            return new Figures(client.name(), trial, measurement, truth.correct(failed));
        }
    }

    // A client that says nothing sensible has done no host that anybody could know of.
    private static Map<String, String> failed(
            Client client,
            Measurement measurement,
            Path output,
            Path errors,
            FleetInventory inventory)
            throws MissingClientException {
        try {
            return client.failedHosts(measurement, output, errors);
        } catch (IOException failure) {
            Map<String, String> all = new LinkedHashMap<>();
            inventory
                    .hosts()
                    .forEach(host -> all.put(host.name(), String.valueOf(failure.getMessage())));
            return all;
        }
    }
}
