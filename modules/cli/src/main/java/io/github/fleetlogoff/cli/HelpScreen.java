package io.github.fleetlogoff.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// Shows a command's options in groups. What most runs do without is shown with `--help-all` only,
/// where a command has that, so that `--help` fits a screen.
final class HelpScreen {
    /// Where the help shows an option.
    ///
    /// @param rare only where every option is asked for
    record Place(HelpGroup group, boolean rare) {
        private static final Place DEFAULT = new Place(HelpGroup.OTHER, false);

        static Place of(ArgSpec option) {
            return option.userObject() instanceof Place place ? place : DEFAULT;
        }
    }

    private HelpScreen() {}

    /// Makes the command and those below it show themselves so.
    static void install(CommandLine command) {
        command.getHelpSectionMap()
                .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpScreen::options);
        command.getSubcommands().values().forEach(HelpScreen::install);
    }

    /// Shows every option where that is what was asked for, else runs the command.
    static int execute(CommandLine.ParseResult parsed) {
        CommandLine asked = parsed.asCommandLineList().getLast();
        if (showsAll(asked.getCommandSpec())) {
            asked.usage(asked.getOut());
            return CommandLine.ExitCode.OK;
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static String options(Help help) {
        CommandSpec command = help.commandSpec();
        boolean all = command.findOption(HelpAllOption.NAME) == null || showsAll(command);
        Map<HelpGroup, List<OptionSpec>> groups =
                command.options().stream()
                        .filter(option -> !option.hidden())
                        .filter(option -> all || !Place.of(option).rare())
                        .collect(Collectors.groupingBy(option -> Place.of(option).group()));
        boolean headed = groups.size() > 1;
        StringBuilder text = new StringBuilder();
        for (HelpGroup group : HelpGroup.values()) {
            List<OptionSpec> options = groups.getOrDefault(group, List.of());
            if (options.isEmpty() || !(group.isCommon() || all)) {
                continue;
            }
            if (headed && !group.heading().isEmpty()) {
                text.append(group.heading()).append(':').append(System.lineSeparator());
            }
            Help.Layout layout =
                    help.createDefaultLayout(command.options(), List.of(), help.colorScheme());
            layout.addOptions(options, help.parameterLabelRenderer());
            text.append(layout);
        }
        return text.toString();
    }

    private static boolean showsAll(CommandSpec command) {
        OptionSpec all = command.findOption(HelpAllOption.NAME);
        return all != null && Boolean.TRUE.equals(all.getValue());
    }
}
