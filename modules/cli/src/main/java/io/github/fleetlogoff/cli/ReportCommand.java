package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.report.ExitCode;
import io.github.fleetlogoff.report.RunReport;
import io.github.fleetlogoff.report.RunStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Writes the report of an earlier run from its journal.
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description =
                "Prints the report of an earlier run from its journal, with that run's exit code.",
        footer = {
            "",
            "Examples:",
            "  fleet-logoff report last",
            "  fleet-logoff report 20261121-220000-k3f9 -o json"
        })
final class ReportCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "RUN", description = "id of the run, the beginning of one, or last")
    private String run = "";

    @Mixin private final ReportOptions output = new ReportOptions();

    ReportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Reports reports = Reports.of(surroundings, output);
        RunStore store = surroundings.runs(output.journal);
        RunReport report = store.report(store.find(run));
        reports.write(report);
        return ExitCode.of(report).number();
    }
}
