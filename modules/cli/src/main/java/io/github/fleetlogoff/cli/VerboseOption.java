package io.github.fleetlogoff.cli;

import picocli.CommandLine.Option;

/// `-v`. Read by [CommandLines] before the first logger is made; declared so that it is known and
/// shown.
final class VerboseOption {
    @Option(
            names = {"-v", "--verbose"},
            description = "log what happens; twice for more")
    boolean[] verbose = new boolean[0];
}
