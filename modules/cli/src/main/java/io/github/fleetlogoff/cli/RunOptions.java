package io.github.fleetlogoff.cli;

import picocli.CommandLine.Mixin;

/// The options of every command that works hosts.
final class RunOptions {
    @Mixin final LimitOptions limits = new LimitOptions();

    @Mixin final ConnectionOptions connection = new ConnectionOptions();

    @Mixin final HelpAllOption helpAll = new HelpAllOption();

    @Mixin final OutputOptions output = new OutputOptions();
}
