package io.github.fleetlogoff.cli;

/// `-v`. Read by [CommandLines] before the first logger is made; declared so that it is known and
/// shown.
final class VerboseOption extends OptionSet {
    final Argument<boolean[]> verbose =
            option("-v", "--verbose").help("log what happens; twice for more").flags();

    VerboseOption() {
        super(HelpGroup.OUTPUT);
    }
}
