package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.Nearest;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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

    /// The outcome words of `--fail-on`.
    List<String> failOn() {
        List<String> known =
                Stream.<Word>concat(
                                Stream.of(HostOutcome.values()), Stream.of(SessionOutcome.values()))
                        .map(Word::word)
                        .distinct()
                        .toList();
        for (String word : failOn) {
            if (!known.contains(word)) {
                throw SessionOptions.usage(
                        "--fail-on does not know '"
                                + word
                                + "'"
                                + Nearest.to(word, known)
                                        .map(near -> ": did you mean " + near + "?")
                                        .orElse(""));
            }
        }
        return failOn;
    }
}
