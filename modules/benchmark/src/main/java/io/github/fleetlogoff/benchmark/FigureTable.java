package io.github.fleetlogoff.benchmark;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Prints what the clients made of one trial, a line each; of several runs the medians.
final class FigureTable {
    private FigureTable() {}

    /// Prints the trial's title, the head of the table and a line per client.
    static void print(PrintStream out, Trial trial, List<Outcome> outcomes) {
        Map<String, Outcome> byClient = new LinkedHashMap<>();
        outcomes.forEach(outcome -> byClient.put(outcome.client(), outcome));
        out.println(trial.title());
        out.println("  client     wall s    CPU s   CPU ms/host   peak MiB   hosts/s   failures");
        byClient.values()
                .forEach(last ->
                        out.println(
                                switch (last) {
                                    case Outcome.Missing(String client, String why) ->
                                            String.format(
                                                    Locale.ROOT, "  %-8s missing: %s", client, why);
                                    case Outcome.Measured(Figures figures) ->
                                            line(ofClient(outcomes, figures.client()));
                                }));
        out.println();
    }

    private static List<Figures> ofClient(List<Outcome> outcomes, String client) {
        return outcomes.stream()
                .flatMap(outcome -> outcome.figures().stream())
                .filter(figures -> figures.client().equals(client))
                .toList();
    }

    private static String line(List<Figures> runs) {
        String line =
                String.format(
                        Locale.ROOT,
                        "  %-8s %8.2f %8.2f %13.2f %10.1f %9.1f %10.0f",
                        runs.getFirst().client(),
                        median(runs, Figures::wallSeconds),
                        median(runs, Figures::cpuSeconds),
                        median(runs, Figures::cpuMillisPerHost),
                        median(runs, Figures::peakMebibytes),
                        median(runs, Figures::hostsPerSecond),
                        runs.stream().mapToDouble(Figures::failures).max().orElse(0));
        return runs.stream()
                .flatMap(figures -> figures.failed().entrySet().stream())
                .findFirst()
                .map(one -> line + "   e.g. " + one.getKey() + ": " + firstLine(one.getValue()))
                .orElse(line);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static double median(List<Figures> runs, ToDoubleFunction<Figures> figure) {
        return Statistics.median(runs.stream().mapToDouble(figure).toArray()).orElse(0);
    }
}
