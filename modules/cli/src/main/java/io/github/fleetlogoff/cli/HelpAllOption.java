package io.github.fleetlogoff.cli;

/// Asks for every option of a command that has more than fit a screen; see [HelpScreen].
final class HelpAllOption extends OptionSet {
    static final String NAME = "--help-all";

    final Argument<Boolean> all =
            option(NAME).help("show safeguards, limits and connection options too").flag();

    HelpAllOption() {
        super(HelpGroup.OTHER);
    }
}
