package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.inventory.Inventory;
import io.github.fleetlogoff.inventory.InventoryTree;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Host;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Lists hosts and how each is reached.
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Lists hosts: how each is reached, its groups, and where it stands.",
        footer = {"", "Example:", "  fleet-logoff inventory list -i hosts.ini -w '@lab' -o json"})
final class InventoryListCommand implements Callable<Integer> {
    private static final List<String> HEADINGS =
            List.of("HOST", "REACHED AT", "AUTH", "CREDENTIAL", "SITE", "GROUPS", "ORIGIN");

    private final Surroundings surroundings;

    @Mixin private final InventoryOptions options = new InventoryOptions();

    InventoryListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        InventoryOptions.Shown shown = options.load(surroundings);
        Inventory inventory = shown.inventory();
        options.print(
                surroundings,
                InventoryTree.hosts(shown.hosts(), inventory::origin),
                out ->
                        TextTable.print(
                                HEADINGS,
                                shown.hosts(),
                                host -> cells(host, inventory.origin(host.name())),
                                out));
        return 0;
    }

    private static List<String> cells(Host host, String origin) {
        Connection connection = host.connection();
        return List.of(
                host.name(),
                (connection.tls() == null ? "http://" : "https://")
                        + connection.address()
                        + ":"
                        + connection.port(),
                connection.auth().word(),
                connection.credential() == null ? "-" : connection.credential(),
                host.site() == null ? "-" : host.site(),
                host.groups().isEmpty() ? "-" : String.join(",", host.groups()),
                origin);
    }
}
