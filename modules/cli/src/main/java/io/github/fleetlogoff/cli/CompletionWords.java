package io.github.fleetlogoff.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// What a shell can complete, from what picocli knows of the commands.
final class CompletionWords {
    // The help says it in words: "table, json or yaml [table]".
    private static final Pattern CHOICE =
            Pattern.compile("([a-z0-9]+(?:, [a-z0-9]+)* or [a-z0-9]+)(?: \\[.*|;.*|)");
    private static final Set<String> FILES = Set.of("FILE", "DIR", "PLAYBOOK");

    private CompletionWords() {}

    /// A command with the words that lead to it, such as `inventory list`; none for the program.
    record Command(String path, CommandSpec spec) {

        String name() {
            return spec.name();
        }

        String description() {
            return sentence(spec.usageMessage().description());
        }

        /// The commands directly in it.
        List<Command> inner() {
            return spec.subcommands().values().stream()
                    .map(CommandLine::getCommandSpec)
                    .filter(command -> !command.usageMessage().hidden())
                    .map(command -> new Command((path + " " + command.name()).strip(), command))
                    .toList();
        }

        /// The options that its help shows.
        List<OptionSpec> options() {
            return spec.options().stream().filter(option -> !option.hidden()).toList();
        }

        List<PositionalParamSpec> parameters() {
            return spec.positionalParameters();
        }
    }

    /// The program and all its commands, outermost first.
    static List<Command> commands(CommandSpec root) {
        List<Command> commands = new ArrayList<>();
        addAll(new Command("", root), commands);
        return commands;
    }

    private static void addAll(Command command, List<Command> commands) {
        commands.add(command);
        command.inner().forEach(inner -> addAll(inner, commands));
    }

    /// The few words that an argument takes; none where it takes others.
    static List<String> of(ArgSpec argument) {
        Matcher choice = CHOICE.matcher(sentence(argument.description()));
        return choice.matches()
                ? Stream.of(choice.group(1).split(", | or ", -1)).toList()
                : List.of();
    }

    static boolean isFile(ArgSpec argument) {
        return FILES.contains(argument.paramLabel());
    }

    static boolean hasValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    /// The first line of a description, as a person reads it.
    static String sentence(String... description) {
        return description.length == 0 ? "" : description[0].replace("%%", "%");
    }

    /// Tells picocli's own generator the words that it cannot know.
    static void teach(CommandSpec root) {
        for (Command command : commands(root)) {
            for (OptionSpec option : List.copyOf(command.spec.options())) {
                List<String> words = of(option);
                if (!words.isEmpty() && hasValue(option)) {
                    command.spec.remove(option);
                    command.spec.add(
                            OptionSpec.builder(option).completionCandidates(words).build());
                }
            }
        }
    }
}
