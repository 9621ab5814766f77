package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.report.RunStore;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How long journals are kept.
final class KeepOption {
    @Option(
            names = "--keep",
            paramLabel = "TIME",
            description = "remove the journals of runs older than this [keep all]")
    @Nullable String keep;

    /// @throws io.github.fleetlogoff.model.FleetException USAGE where it is no duration
    void check() {
        parse();
    }

    /// Removes what is older; nothing where that was not asked for.
    void prune(RunStore store, InstantSource clock) {
        Duration time = parse();
        if (time != null) {
            store.prune(clock.instant().minus(time));
        }
    }

    private @Nullable Duration parse() {
        return keep == null ? null : SessionOptions.positive("--keep", keep);
    }
}
