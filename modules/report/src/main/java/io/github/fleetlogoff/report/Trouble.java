package io.github.fleetlogoff.report;

import io.github.fleetlogoff.model.HostSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Hosts with the same trouble.
///
/// @param failed whether it makes the run fail; else it was left undone
/// @param sentence one line, visible text
record Trouble(boolean failed, String sentence) {
    private static final int WIDEST_SET = 200;

    /// The worst first, of these the most frequent; empty for a run without.
    static List<Trouble> of(RunReport report) {
        Verdict.Judge judge = Verdict.of(report);
        ExitCode stopped = ExitCode.ofStops(report.stops()).orElse(null);
        List<HostKind> kinds =
                HostKind.of(
                        report.hosts().stream()
                                .filter(entry -> judge.of(entry.result()) != Verdict.SOUND)
                                .toList(),
                        host -> ExitCode.of(host, stopped));
        kinds.sort(
                Comparator.comparing((HostKind kind) -> judge.of(kind.first()))
                        .reversed()
                        .thenComparingInt(kind -> -kind.names().size()));
        List<Trouble> troubles = new ArrayList<>();
        for (HostKind kind : kinds) {
            String where =
                    TerminalText.cut(
                            HostSet.fold(kind.names().stream().map(TerminalText::visible).toList()),
                            WIDEST_SET);
            String message = kind.message();
            troubles.add(
                    new Trouble(
                            judge.of(kind.first()) != Verdict.LEFT,
                            kind.first().outcome().word()
                                    + ": "
                                    + where
                                    + (message.isEmpty() ? "" : ": " + message)));
        }
        return troubles;
    }
}
