package io.github.fleetlogoff.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Looks at the credentials of inventories.
@Command(
        name = "credentials",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "check",
        description = "Tries the credentials of inventories; runs nothing on a host.",
        footer = {"", "Example:", "  fleet-logoff credentials check -i hosts.yaml"})
final class CredentialsCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    private CredentialsCommand() {}

    /// The command with the one below it.
    static CommandLine with(Surroundings surroundings) {
        return new CommandLine(new CredentialsCommand())
                .addSubcommand("check", new CredentialsCheckCommand(surroundings));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: credentials check");
    }
}
