package io.github.fleetlogoff.cli;

import picocli.CommandLine.ParameterException;

/// Looks at the credentials of inventories.
final class CredentialsCommand extends Command {
    CredentialsCommand(Surroundings surroundings) {
        super("credentials", "Tries the credentials of inventories; runs nothing on a host.");
        usage().synopsisSubcommandLabel("check")
                .footer("", "Example:", "  fleet-logoff credentials check -i hosts.yaml");
        add(new CredentialsCheckCommand(surroundings));
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec().commandLine(), "say what to do: credentials check");
    }
}
