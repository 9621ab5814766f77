package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.report.RunStore;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// How long journals are kept.
final class KeepOption extends OptionSet {
    final Argument<@Nullable String> keep =
            option("--keep")
                    .takes("TIME")
                    .help("remove the journals of runs older than this [keep all]")
                    .text();

    KeepOption() {
        super(HelpGroup.JOURNAL);
    }

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
        return keep.get() == null ? null : SessionOptions.positive("--keep", keep.get());
    }
}
