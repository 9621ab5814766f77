package io.github.fleetlogoff.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Shows what inventories say, without touching a host.
@Command(
        name = "inventory",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "list|check|graph",
        description = {
            "Shows what inventories say; no host is touched, no secret of a host is read.",
            "Read are our own form, Ansible's YAML and INI, CSV, lists, programs that print one, and LDAP",
            "directories that one names."
        },
        footer = {"", "Example:", "  fleet-logoff inventory list -i hosts.yaml -w '@lab!lab-13'"})
final class InventoryCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    private InventoryCommand() {}

    /// The command with those below it.
    static CommandLine with(Surroundings surroundings) {
        return new CommandLine(new InventoryCommand())
                .addSubcommand("list", new InventoryListCommand(surroundings))
                .addSubcommand("check", new InventoryCheckCommand(surroundings))
                .addSubcommand("graph", new InventoryGraphCommand(surroundings));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "say what to show: inventory list, check or graph");
    }
}
