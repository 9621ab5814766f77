package io.github.fleetlogoff.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// A command: its name, its help, its options and what it does.
abstract class Command extends OptionSet implements Callable<Integer> {
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this, Command::create);

    /// @param description the lines at the top of its help
    Command(String name, String... description) {
        super(HelpGroup.OTHER);
        spec.name(name).versionProvider(new Version());
        spec.usageMessage().sortOptions(false).description(description);
    }

    /// What else its help says.
    final UsageMessageSpec usage() {
        return spec.usageMessage();
    }

    /// What picocli knows of it.
    final CommandSpec spec() {
        return spec;
    }

    /// Puts a command below it.
    final void add(Command inner) {
        spec.addSubcommand(inner.spec.name(), inner.line());
    }

    /// The command, ready to read a line; to be called once.
    final CommandLine line() {
        arguments().forEach(spec::add);
        spec.addOption(
                OptionSpec.builder("-h", "--help")
                        .type(boolean.class)
                        .usageHelp(true)
                        .description("Show this help message and exit.")
                        .build());
        spec.addOption(
                OptionSpec.builder("-V", "--version")
                        .type(boolean.class)
                        .versionHelp(true)
                        .description("Print version information and exit.")
                        .build());
        return new CommandLine(spec, Command::create);
    }

    /// What an option takes several values into. Picocli's own factory asks for a class of Groovy,
    /// for which the JVM opens every jar.
    private static <K> K create(Class<K> type) {
        if (type != List.class) {
            throw new IllegalArgumentException("nothing makes a " + type);
        }
        return type.cast(new ArrayList<>());
    }
}
