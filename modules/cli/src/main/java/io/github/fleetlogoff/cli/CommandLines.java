package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Nearest;
import io.github.fleetlogoff.report.ExitCode;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Builds the command line and turns what goes wrong into a sentence and an exit code.
final class CommandLines {
    private static final int INTERNAL = 1;
    private static final int USAGE = 2;
    private static final String COMPLETION = "completion";
    private static final String MAN = "man";
    private static final List<Subcommand> SUBCOMMANDS =
            List.of(
                    new Subcommand("sessions", SessionsCommand::new),
                    new Subcommand("play", PlayCommand::new),
                    new Subcommand("plan", PlanCommand::new),
                    new Subcommand("apply", ApplyCommand::new),
                    new Subcommand("simulate", SimulateCommand::new),
                    new Subcommand("resume", ResumeCommand::new),
                    new Subcommand("stop", StopCommand::new),
                    new Subcommand("runs", RunsCommand::new),
                    new Subcommand("report", ReportCommand::new),
                    new Subcommand("doctor", DoctorCommand::new),
                    new Subcommand("inventory", InventoryCommand::new),
                    new Subcommand("credentials", CredentialsCommand::new),
                    new Subcommand("jea", JeaCommand::new),
                    new Subcommand(COMPLETION, CompletionCommand::new),
                    new Subcommand(MAN, ManCommand::new));

    private record Subcommand(String name, Function<Surroundings, Command> command) {}

    private CommandLines() {}

    /// Runs one command line.
    ///
    /// @return the exit code of the program
    static int run(Surroundings surroundings, String... arguments) {
        // Logback reads the level when the first logger is made.
        System.setProperty(LogConfigurator.LEVEL, logLevel(arguments));
        System.setProperty(LogConfigurator.ERASING, surroundings.erasing());
        int exitCode = build(surroundings, arguments).execute(arguments);
        if (surroundings.terminal().out().checkError()) {
            surroundings
                    .terminal()
                    .err()
                    .println(
                            "fleet-logoff: standard output takes no more (a full disk, a closed pipe?); what was"
                                    + " printed is not whole, 'fleet-logoff report last' prints a run again");
            return INTERNAL;
        }
        return exitCode;
    }

    private static CommandLine build(Surroundings surroundings, String... arguments) {
        CommandLine commandLine = new LogoffCommand(surroundings).line();
        // Every command that is set up makes the start of all others longer.
        boolean all = Arrays.stream(arguments).anyMatch(CommandLines::asksForAll);
        for (Subcommand subcommand : SUBCOMMANDS) {
            if (all || Arrays.asList(arguments).contains(subcommand.name())) {
                commandLine.addSubcommand(
                        subcommand.name(), subcommand.command().apply(surroundings).line());
            }
        }
        HelpScreen.install(commandLine);
        commandLine.setExecutionStrategy(HelpScreen::execute);
        commandLine.setOut(surroundings.terminal().out());
        commandLine.setErr(surroundings.terminal().err());
        commandLine.setUsageHelpWidth(100);
        commandLine.setUsageHelpLongOptionsMaxWidth(34);
        commandLine.setAbbreviatedOptionsAllowed(false);
        commandLine.setParameterExceptionHandler(CommandLines::misused);
        commandLine.setExecutionExceptionHandler(CommandLines::failed);
        return commandLine;
    }

    private static boolean asksForAll(String argument) {
        return argument.equals(COMPLETION)
                || argument.equals(MAN)
                || argument.startsWith("--help")
                || (argument.startsWith("-")
                        && !argument.startsWith("--")
                        && argument.contains("h"));
    }

    private static int misused(ParameterException fault, String[] arguments) {
        CommandLine command = fault.getCommandLine();
        PrintWriter err = command.getErr();
        if (fault instanceof UnmatchedArgumentException unmatched) {
            // What follows an unknown option is most likely its value: only the first is at fault.
            String first = unmatched.getUnmatched().getFirst();
            err.println(
                    "fleet-logoff: unknown "
                            + (first.startsWith("-") ? "option" : "word")
                            + " '"
                            + first
                            + "'");
            nearest(command, first).ifPresent(word -> err.println("Did you mean " + word + "?"));
        } else {
            err.println("fleet-logoff: " + firstLine(String.valueOf(fault.getMessage())));
        }
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return USAGE;
    }

    private static Optional<String> nearest(CommandLine command, String unmatched) {
        List<String> known =
                Stream.concat(
                                command.getCommandSpec().options().stream()
                                        .filter(option -> !option.hidden())
                                        .map(OptionSpec::longestName),
                                command.getParent() == null
                                        ? SUBCOMMANDS.stream().map(Subcommand::name)
                                        : Stream.empty())
                        .toList();
        return Nearest.to(unmatched.split("=", 2)[0], known);
    }

    private static int failed(
            Exception fault, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (fault instanceof FleetException known) {
            err.println("fleet-logoff: " + known.getMessage());
            err.flush();
            return ExitCode.of(known.code()).number();
        }
        err.println(
                "fleet-logoff: internal fault: "
                        + fault
                        + "; run again with -v for the details and report it");
        if (!"WARN".equals(System.getProperty(LogConfigurator.LEVEL))) {
            fault.printStackTrace(err);
        }
        err.flush();
        return INTERNAL;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse(text);
    }

    private static boolean isVerbose(String argument) {
        return argument.equals("--verbose")
                || (argument.length() > 1
                        && argument.charAt(0) == '-'
                        && argument.chars().skip(1).allMatch(letter -> letter == 'v'));
    }

    private static String logLevel(String[] arguments) {
        long verbose =
                Arrays.stream(arguments)
                        .filter(CommandLines::isVerbose)
                        .mapToInt(argument -> argument.startsWith("--") ? 1 : argument.length() - 1)
                        .sum();
        if (verbose == 0) {
            return Arrays.asList(arguments).contains("-q")
                            || Arrays.asList(arguments).contains("--quiet")
                    ? "ERROR"
                    : "WARN";
        }
        return verbose == 1 ? "INFO" : "DEBUG";
    }
}
