package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.report.RunStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Asks a running run to end.
final class StopCommand extends Command {
    private final Surroundings surroundings;

    private final Argument<String> run =
            word("RUN", "id of the run, the beginning of one, or last");

    private final Argument<@Nullable Path> journal =
            option("--journal")
                    .takes("DIR")
                    .help("folder of the journals [the user's state folder]")
                    .path();

    final VerboseOption verbose = with(new VerboseOption());

    StopCommand(Surroundings surroundings) {
        super(
                "stop",
                "Asks a running run to end as Ctrl-C does: no further hosts, those in flight finish.",
                "Asked again, the run ends at once. fleet-logoff resume completes it.");
        usage().footer("", "Example:", "  fleet-logoff stop last");
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        RunStore store = surroundings.runs(journal.get());
        Path file = store.find(run.get());
        RunStore.Replayed replayed = store.replay(file);
        String id = replayed.fold().report().header().id();
        if (!store.isRunning(replayed)) {
            throw SessionOptions.usage(
                    "run " + id + " is not running on this computer; there is nothing to stop");
        }
        StopFile.ask(file, surroundings.operator());
        surroundings
                .terminal()
                .err()
                .println(
                        "fleet-logoff: asked run "
                                + id
                                + " to stop ("
                                + replayed.fold().process()
                                + ")");
        return 0;
    }
}
