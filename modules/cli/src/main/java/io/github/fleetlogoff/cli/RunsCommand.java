package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.report.RunStore;
import io.github.fleetlogoff.report.RunsList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Lists earlier runs.
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Lists the runs whose journals are kept, newest first.",
        footer = {"", "Example:", "  fleet-logoff runs -o json"})
final class RunsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private final ReportOptions output = new ReportOptions();

    RunsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        List<RunStore.Entry> runs = new RunStore(output.journal(surroundings)).list();
        RunsList.write(runs, output.format(), surroundings.terminal().out());
        surroundings.terminal().out().flush();
        return 0;
    }
}
