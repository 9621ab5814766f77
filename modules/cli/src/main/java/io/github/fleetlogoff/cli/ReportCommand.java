package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.report.ExitCode;
import io.github.fleetlogoff.report.RunReport;
import io.github.fleetlogoff.report.RunStore;

/// Writes the report of an earlier run from its journal.
final class ReportCommand extends Command {
    private final Surroundings surroundings;

    private final Argument<String> run =
            word("RUN", "id of the run, the beginning of one, or last");

    private final ReportOptions output = with(new ReportOptions());

    ReportCommand(Surroundings surroundings) {
        super(
                "report",
                "Prints the report of an earlier run from its journal, with that run's exit code.");
        usage().footer(
                        "",
                        "Examples:",
                        "  fleet-logoff report last",
                        "  fleet-logoff report 20261121-220000-k3f9 -o json");
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Reports reports = Reports.of(surroundings, output);
        RunStore store = surroundings.runs(output.journal.get());
        RunReport report = store.report(store.find(run.get()));
        reports.write(report);
        return ExitCode.of(report).number();
    }
}
