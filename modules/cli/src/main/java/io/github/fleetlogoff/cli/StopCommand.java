package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.report.RunStore;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Asks a running run to end.
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Asks a running run to end as Ctrl-C does: no further hosts, those in flight finish.",
            "Asked again, the run ends at once. fleet-logoff resume completes it."
        },
        footer = {"", "Example:", "  fleet-logoff stop last"})
final class StopCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "RUN", description = "id of the run, the beginning of one, or last")
    private String run = "";

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "folder of the journals [the user's state folder]")
    private @Nullable Path journal;

    @Mixin final VerboseOption verbose = new VerboseOption();

    StopCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        RunStore store = surroundings.runs(journal);
        Path file = store.find(run);
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
