package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.inventory.Inventory;
import io.github.fleetlogoff.inventory.InventoryTree;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Host;
import java.io.IOException;
import java.util.List;

/// Lists hosts and how each is reached.
final class InventoryListCommand extends Command {
    private static final List<String> HEADINGS =
            List.of("HOST", "REACHED AT", "AUTH", "CREDENTIAL", "SITE", "GROUPS", "ORIGIN");

    private final Surroundings surroundings;

    private final InventoryOptions options = with(new InventoryOptions());

    InventoryListCommand(Surroundings surroundings) {
        super("list", "Lists hosts: how each is reached, its groups, and where it stands.");
        usage().footer(
                        "",
                        "Example:",
                        "  fleet-logoff inventory list -i hosts.ini -w '@lab' -o json");
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
