package io.github.fleetlogoff.cli;

/// The options of every command that works hosts.
final class RunOptions extends OptionSet {
    final LimitOptions limits = with(new LimitOptions());
    final ConnectionOptions connection = with(new ConnectionOptions());
    final HelpAllOption helpAll = with(new HelpAllOption());
    final OutputOptions output = with(new OutputOptions());

    RunOptions() {
        super(HelpGroup.OTHER);
    }
}
