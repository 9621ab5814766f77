package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.inventory.InventoryTree;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Host;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private final Surroundings surroundings;

    @Mixin private final InventoryOptions options = new InventoryOptions();

    InventoryListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        InventoryOptions.Shown shown = options.load(surroundings);
        Map<String, String> origins = shown.inventory().origins();
        options.print(
                surroundings,
                InventoryTree.hosts(shown.hosts(), origins),
                out -> table(shown.hosts(), origins, out));
        return 0;
    }

    private static void table(List<Host> hosts, Map<String, String> origins, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>(hosts.size() + 1);
        rows.add(List.of("HOST", "REACHED AT", "AUTH", "CREDENTIAL", "SITE", "GROUPS", "ORIGIN"));
        for (Host host : hosts) {
            Connection connection = host.connection();
            rows.add(
                    List.of(
                            host.name(),
                            (connection.tls() == null ? "http://" : "https://")
                                    + connection.address()
                                    + ":"
                                    + connection.port(),
                            connection.auth().word(),
                            connection.credential() == null ? "-" : connection.credential(),
                            host.site() == null ? "-" : host.site(),
                            host.groups().isEmpty() ? "-" : String.join(",", host.groups()),
                            origins.getOrDefault(host.name(), "-")));
        }
        TextTable.print(rows, out);
    }
}
