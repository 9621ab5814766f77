package io.github.fleetlogoff.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The endpoint that lets a non-administrator run the one function of this program.
@Command(
        name = "jea",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "export",
        description = {
            "The JEA endpoint FleetLogoff: on a host that has it, an account that is no administrator",
            "may log users off and can do nothing else."
        },
        footer = {"", "Example:", "  fleet-logoff jea export endpoint"})
final class JeaCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    private JeaCommand() {}

    /// The command with the one below it.
    static CommandLine with(Surroundings surroundings) {
        return new CommandLine(new JeaCommand())
                .addSubcommand("export", new JeaExportCommand(surroundings));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: jea export DIR");
    }
}
