package io.github.fleetlogoff.cli;

import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private enum Group {
        HOSTS("Hosts", true),
        SESSIONS("Sessions", true),
        DOING("Doing", true),
        OUTPUT("Output", true),
        SAFEGUARDS("Safeguards", false),
        LIMITS("Limits", false),
        CONNECTION("Connection", false),
        JOURNAL("Journal and lock", false),
        OTHER("", true);

        private final String heading;
        private final boolean common;

        Group(String heading, boolean common) {
            this.heading = heading;
            this.common = common;
        }
    }

    private static final Map<String, Group> BY_CLASS =
            Map.ofEntries(
                    Map.entry(HostOptions.class.getName(), Group.HOSTS),
                    Map.entry(SessionOptions.class.getName(), Group.SESSIONS),
                    Map.entry(DoingOptions.class.getName(), Group.DOING),
                    Map.entry(SafeguardOptions.class.getName(), Group.SAFEGUARDS),
                    Map.entry(OutputOptions.class.getName(), Group.OUTPUT),
                    Map.entry(ReportOptions.class.getName(), Group.OUTPUT),
                    Map.entry(KeepOption.class.getName(), Group.JOURNAL),
                    Map.entry(LockOption.class.getName(), Group.JOURNAL),
                    Map.entry(VerboseOption.class.getName(), Group.OUTPUT),
                    Map.entry(LimitOptions.class.getName(), Group.LIMITS),
                    Map.entry(ConnectionOptions.class.getName(), Group.CONNECTION));

    private static final Set<String> RARE =
            Set.of(
                    "--session-name",
                    "--verify-timeout",
                    "--reset-stuck",
                    "--journal",
                    "--color",
                    "--no-progress");

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
        Map<Group, List<OptionSpec>> groups =
                command.options().stream()
                        .filter(option -> !option.hidden())
                        .filter(option -> all || !RARE.contains(option.longestName()))
                        .collect(Collectors.groupingBy(HelpScreen::group));
        boolean headed = groups.size() > 1;
        StringBuilder text = new StringBuilder();
        for (Group group : Group.values()) {
            List<OptionSpec> options = groups.getOrDefault(group, List.of());
            if (options.isEmpty() || !(group.common || all)) {
                continue;
            }
            if (headed && !group.heading.isEmpty()) {
                text.append(group.heading).append(':').append(System.lineSeparator());
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

    private static Group group(ArgSpec option) {
        return option.userObject() instanceof java.lang.reflect.Member member
                ? BY_CLASS.getOrDefault(member.getDeclaringClass().getName(), Group.OTHER)
                : Group.OTHER;
    }
}
