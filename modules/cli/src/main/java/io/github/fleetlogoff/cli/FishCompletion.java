package io.github.fleetlogoff.cli;

import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Completions for fish, by its builtin `complete` (fish documentation, "Writing your own
/// completions").
record FishCompletion(CommandSpec root) {
    private static final String PROGRAM = "fleet-logoff";

    String text() {
        List<CompletionWords.Command> commands = CompletionWords.commands(root);
        StringBuilder script = new StringBuilder();
        script.append("# fish completion of ").append(PROGRAM).append('\n');
        script.append("set -g __fleet_logoff_commands");
        commands.stream()
                .filter(command -> !command.path().isEmpty())
                .forEach(command -> script.append(' ').append(quoted(command.path())));
        script.append(
                """

                # Whether the words before the cursor begin with exactly this command.
                function __fleet_logoff_in
                    set -l path
                    for word in (commandline -opc)[2..-1]
                        contains -- "$path$word" $__fleet_logoff_commands; or break
                        set path "$path$word "
                    end
                    test (string trim "$path ") = "$argv"
                end

                """);
        script.append("complete -c ").append(PROGRAM).append(" -e\n");
        script.append("complete -c ").append(PROGRAM).append(" -f\n");
        for (CompletionWords.Command command : commands) {
            String where = start(command);
            for (CompletionWords.Command inner : command.inner()) {
                script.append(where).append(" -a ").append(quoted(inner.name()));
                describe(script, inner.description());
            }
            command.options().forEach(option -> option(script, where, option));
            command.parameters().forEach(parameter -> value(script, where, parameter));
        }
        return script.toString();
    }

    private static String start(CompletionWords.Command command) {
        return "complete -c "
                + PROGRAM
                + " -n "
                + quoted(("__fleet_logoff_in " + command.path()).strip());
    }

    private static void option(StringBuilder script, String where, OptionSpec option) {
        script.append(where);
        for (String name : option.names()) {
            if (name.startsWith("--")) {
                script.append(" -l ").append(quoted(name.substring(2)));
            } else {
                script.append(" -s ").append(quoted(name.substring(1)));
            }
        }
        if (CompletionWords.hasValue(option)) {
            script.append(CompletionWords.isFile(option) ? " -r -F" : " -x");
            words(script, option);
        }
        describe(script, CompletionWords.sentence(option.description()));
    }

    private static void value(StringBuilder script, String where, ArgSpec parameter) {
        if (CompletionWords.isFile(parameter)) {
            script.append(where).append(" -F\n");
        } else if (!CompletionWords.of(parameter).isEmpty()) {
            script.append(where);
            words(script, parameter);
            script.append('\n');
        }
    }

    private static void words(StringBuilder script, ArgSpec argument) {
        List<String> words = CompletionWords.of(argument);
        if (!words.isEmpty()) {
            script.append(" -a ").append(quoted(String.join(" ", words)));
        }
    }

    private static void describe(StringBuilder script, String description) {
        script.append(" -d ").append(quoted(description)).append('\n');
    }

    /// Within single quotes fish reads `\\` and `\'` only.
    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
