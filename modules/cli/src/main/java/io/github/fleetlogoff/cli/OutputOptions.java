package io.github.fleetlogoff.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What is printed and kept.
final class OutputOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table, json or csv [table]")
    String output = "table";

    @Option(names = "--report", paramLabel = "FORMAT=FILE", description = "write a report to a file too; repeatable")
    List<String> reports = new ArrayList<>();

    @Option(names = "--fail-on", paramLabel = "WORD", split = ",", description = "outcomes that alone make the exit code")
    List<String> failOn = new ArrayList<>();

    @Option(names = "--journal", paramLabel = "DIR", description = "folder of the journals [state folder of the user]")
    @Nullable Path journal;

    @Option(names = "--no-progress", description = "no progress line")
    boolean noProgress;

    @Option(names = "--color", paramLabel = "WHEN", description = "auto, always or never [auto]")
    String color = "auto";

    @Option(
            names = {"-q", "--quiet"},
            description = "no progress, no notes")
    boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "log what happens; twice for more")
    boolean[] verbose = new boolean[0];
}
