package io.github.fleetlogoff.cli;

import picocli.CommandLine.Option;

/// Asks for every option of a command that has more than fit a screen; see [HelpScreen].
final class HelpAllOption {
    static final String NAME = "--help-all";

    @Option(names = NAME, description = "show safeguards, limits and connection options too")
    boolean all;
}
