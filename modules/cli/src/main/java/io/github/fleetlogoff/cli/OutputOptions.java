package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Nearest;
import io.github.fleetlogoff.report.ExitCode;
import io.github.fleetlogoff.report.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a run prints while it works and what counts for its exit code.
final class OutputOptions {
    @Mixin final ReportOptions report = new ReportOptions();

    @Option(names = "--no-progress", description = "no progress line")
    boolean noProgress;

    @Option(
            names = "--fail-on",
            paramLabel = "WORD",
            split = ",",
            description = "outcomes that alone count as failure")
    List<String> failOn = new ArrayList<>();

    @Mixin final NotifyOption notify = new NotifyOption();

    @Mixin final LockOption lock = new LockOption();

    @Mixin final KeepOption keep = new KeepOption();

    /// Refuses what cannot be meant, before a host is touched.
    void check(Surroundings surroundings) {
        lock.check();
        keep.check();
        notify.check(surroundings);
    }

    /// What takes sentences about how far a run has come.
    Consumer<String> progressNotes(Surroundings surroundings) {
        return report.quiet ? _ -> {} : surroundings::note;
    }

    /// Tells whoever is to be told what a run came to.
    void tell(RunReport result, Surroundings surroundings) {
        new CiNotes(surroundings, report.format()).tell(result);
        notify.tell(result, surroundings);
    }

    /// The outcome words of `--fail-on`.
    List<String> failOn() {
        SortedSet<String> known = ExitCode.failingWords();
        for (String word : failOn) {
            if (!known.contains(word)) {
                throw SessionOptions.usage(
                        "--fail-on: '"
                                + word
                                + "' is no outcome that fails"
                                + Nearest.to(word, known)
                                        .map(near -> ": did you mean " + near + "?")
                                        .orElse("; it takes " + String.join(", ", known)));
            }
        }
        return failOn;
    }
}
