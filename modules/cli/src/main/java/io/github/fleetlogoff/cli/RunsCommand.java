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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Lists earlier runs.
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Lists the runs whose journals are kept, newest first.",
            "Each is running, finished, or interrupted: fleet-logoff resume completes those."
        },
        footer = {"", "Example:", "  fleet-logoff runs -o json"})
final class RunsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private final ReportOptions output = new ReportOptions();

    @Mixin private final KeepOption keep = new KeepOption();

    RunsCommand(Surroundings surroundings) {
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
