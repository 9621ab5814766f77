package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Word;
import io.github.fleetlogoff.report.ReportFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What is printed, and where journals are.
final class ReportOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table, json, ndjson, csv, junit, markdown or html [table]")
    String output = "table";

    @Option(
            names = "--report",
            paramLabel = "FORMAT=FILE",
            description = "write a report to a file too; repeatable")
    List<String> reports = new ArrayList<>();

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "folder of the journals [the user's state folder]")
    @Nullable Path journal;

    @Option(names = "--color", paramLabel = "WHEN", description = "auto, always or never [auto]")
    String color = "auto";

    @Option(
            names = {"-q", "--quiet"},
            description = "no progress, no notes")
    boolean quiet;

    @Mixin final VerboseOption verbose = new VerboseOption();

    Path journal(Surroundings surroundings) {
        return journal != null ? journal : surroundings.runsDirectory();
    }

    ReportFormat format() {
        return format("--output", output);
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
