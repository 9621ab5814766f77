package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Nearest;
import io.github.fleetlogoff.report.ExitCode;
import io.github.fleetlogoff.report.RunReport;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Consumer;

/// What a run prints while it works and what counts for its exit code.
final class OutputOptions extends OptionSet {
    final ReportOptions report = with(new ReportOptions());

    final Argument<Boolean> noProgress =
            option("--no-progress").help("no progress line").rare().flag();

    final Argument<List<String>> failOn =
            option("--fail-on")
                    .takes("WORD")
                    .help("outcomes that alone count as failure")
                    .commas()
                    .texts();

    final NotifyOption notify = with(new NotifyOption());
    final LockOption lock = with(new LockOption());
    final KeepOption keep = with(new KeepOption());

    OutputOptions() {
        super(HelpGroup.OUTPUT);
    }

    /// Refuses what cannot be meant, before a host is touched.
    void check(Surroundings surroundings) {
        lock.check();
        keep.check();
        notify.check(surroundings);
    }

    /// What takes sentences about how far a run has come.
    Consumer<String> progressNotes(Surroundings surroundings) {
        return report.quiet.get() ? _ -> {} : surroundings::note;
    }

    /// Tells whoever is to be told what a run came to.
    void tell(RunReport result, Surroundings surroundings) {
        new CiNotes(surroundings, report.format()).tell(result);
        notify.tell(result, surroundings);
    }

    /// The outcome words of `--fail-on`.
    List<String> failOn() {
        SortedSet<String> known = ExitCode.failingWords();
        for (String word : failOn.get()) {
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
        return failOn.get();
    }
}
