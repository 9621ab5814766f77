package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.DurationText;
import io.github.fleetlogoff.report.JsonReport;
import io.github.fleetlogoff.report.RunStore;
import io.github.fleetlogoff.report.RunSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// Lists earlier runs.
final class RunsCommand extends Command {
    private final Surroundings surroundings;

    private final ReportOptions output = with(new ReportOptions());
    private final KeepOption keep = with(new KeepOption());

    RunsCommand(Surroundings surroundings) {
        super(
                "runs",
                "Lists the runs whose journals are kept, newest first.",
                "Each is running, finished, or interrupted: fleet-logoff resume completes those.");
        usage().footer("", "Example:", "  fleet-logoff runs -o json");
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = output.journal(surroundings);
        RunStore store = surroundings.runs(folder);
        keep.prune(store, surroundings.clock());
        RunStore.Listing listing = store.list();
        PrintWriter out = surroundings.terminal().out();
        switch (output.format()) {
            case JSON -> new JsonReport().write(listing.runs(), out);
            case TABLE -> listing.runs().forEach(run -> out.println(line(run)));
            case CSV, NDJSON, JUNIT, MARKDOWN, HTML ->
                    throw SessionOptions.usage("runs prints table or json");
        }
        out.flush();
        if (listing.runs().isEmpty()) {
            surroundings.terminal().err().println("fleet-logoff: no run is kept in " + folder);
        }
        listing.unreadable()
                .forEach(fault -> surroundings.terminal().err().println("fleet-logoff: " + fault));
        return 0;
    }

    private static String line(RunSummary run) {
        String took =
                run.finishedAt() == null
                        ? "-"
                        : DurationText.format(Duration.between(run.startedAt(), run.finishedAt()));
        return String.format(
                Locale.ROOT,
                "%-24s %-7s %-11s %s  %6d %-5s  %8s  exit code %s",
                run.id(),
                run.action().word(),
                run.state().word(),
                run.startedAt().truncatedTo(ChronoUnit.SECONDS),
                run.hosts(),
                Counted.verb(run.hosts(), "host", "hosts"),
                took,
                run.exitCode() == null ? "-" : run.exitCode().toString());
    }
}
