package io.github.fleetlogoff.cli;

import picocli.CommandLine.ParameterException;

/// The endpoint that lets a non-administrator run the one function of this program.
final class JeaCommand extends Command {
    JeaCommand(Surroundings surroundings) {
        super(
                "jea",
                "The JEA endpoint FleetLogoff: on a host that has it, an account that is no administrator",
                "may log users off and can do nothing else.");
        usage().synopsisSubcommandLabel("export")
                .footer("", "Example:", "  fleet-logoff jea export endpoint");
        add(new JeaExportCommand(surroundings));
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec().commandLine(), "say what to do: jea export DIR");
    }
}
