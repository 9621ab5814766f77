package io.github.fleetlogoff.cli;

import picocli.CommandLine.ParameterException;

/// Shows what inventories say, without touching a host.
final class InventoryCommand extends Command {
    InventoryCommand(Surroundings surroundings) {
        super(
                "inventory",
                "Shows what inventories say; no host is touched, no secret of a host is read.",
                "Read are our own form, Ansible's YAML and INI, CSV, lists, programs that print one, and LDAP",
                "directories that one names.");
        usage().synopsisSubcommandLabel("list|check|graph")
                .footer(
                        "",
                        "Example:",
                        "  fleet-logoff inventory list -i hosts.yaml -w '@lab!lab-13'");
        add(new InventoryListCommand(surroundings));
        add(new InventoryCheckCommand(surroundings));
        add(new InventoryGraphCommand(surroundings));
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec().commandLine(), "say what to show: inventory list, check or graph");
    }
}
