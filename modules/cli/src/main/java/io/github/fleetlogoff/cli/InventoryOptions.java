package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.inventory.Inventory;
import io.github.fleetlogoff.inventory.TreeText;
import io.github.fleetlogoff.model.Host;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Which inventories and hosts are shown, and in which form.
final class InventoryOptions extends OptionSet {
    final HostOptions hosts = with(new HostOptions());

    private final Argument<String> output =
            option("-o", "--output")
                    .takes("FORMAT")
                    .help("table, json or yaml [table]")
                    .text("table");

    final VerboseOption verbose = with(new VerboseOption());

    InventoryOptions() {
        super(HelpGroup.OTHER);
    }

    /// An inventory and what of it is shown.
    record Shown(Inventory inventory, List<Host> hosts) {}

    Shown load(Surroundings surroundings) {
        if (!List.of("table", "json", "yaml").contains(output.get())) {
            throw SessionOptions.usage(
                    "--output does not know '" + output.get() + "': it takes table, json, yaml");
        }
        Inventory inventory = hosts.load(surroundings, false);
        return new Shown(inventory, inventory.select(hosts.patterns()));
    }

    /// Prints a document, or the table of the same.
    void print(Surroundings surroundings, Map<String, ?> document, Consumer<PrintWriter> table)
            throws IOException {
        PrintWriter out = surroundings.terminal().out();
        switch (output.get()) {
            case "json" -> TreeText.json(document, out);
            case "yaml" -> TreeText.yaml(document, out);
            default -> table.accept(out);
        }
        out.flush();
    }
}
