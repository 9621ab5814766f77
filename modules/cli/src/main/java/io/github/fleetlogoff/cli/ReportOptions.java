package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Word;
import io.github.fleetlogoff.report.ReportFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is printed, and where journals are.
final class ReportOptions extends OptionSet {
    final Argument<String> output =
            option("-o", "--output")
                    .takes("FORMAT")
                    .help("table, json, ndjson, csv, junit, markdown or html [table]")
                    .text("table");

    final Argument<List<String>> reports =
            option("--report")
                    .takes("FORMAT=FILE")
                    .help("write a report to a file too; repeatable")
                    .texts();

    final Argument<@Nullable Path> journal =
            option("--journal")
                    .takes("DIR")
                    .help("folder of the journals [the user's state folder]")
                    .rare()
                    .path();

    final Argument<String> color =
            option("--color")
                    .takes("WHEN")
                    .help("auto, always or never [auto]")
                    .under(HelpGroup.JOURNAL)
                    .text("auto");

    final Argument<Boolean> quiet = option("-q", "--quiet").help("no progress, no notes").flag();

    final VerboseOption verbose = with(new VerboseOption());

    ReportOptions() {
        super(HelpGroup.OUTPUT);
    }

    Path journal(Surroundings surroundings) {
        return journal.get() != null ? journal.get() : surroundings.runsDirectory();
    }

    ReportFormat format() {
        return format("--output", output.get());
    }

    static ReportFormat format(String option, String word) {
        return Word.find(ReportFormat.class, word.toLowerCase(Locale.ROOT))
                .orElseThrow(() ->
                        SessionOptions.usage(
                                option
                                        + " does not know '"
                                        + word
                                        + "': it takes "
                                        + Stream.of(ReportFormat.values())
                                                .map(Word::word)
                                                .collect(Collectors.joining(", "))));
    }
}
