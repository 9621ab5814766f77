package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.inventory.InventoryTree;
import java.io.IOException;
import java.util.Map;

/// Reads inventories and says whether they can be used.
final class InventoryCheckCommand extends Command {
    private final Surroundings surroundings;

    private final InventoryOptions options = with(new InventoryOptions());

    InventoryCheckCommand(Surroundings surroundings) {
        super(
                "check",
                "Reads inventories and says whether they can be used.",
                "A fault is named with file, line and column; exit code 2.");
        usage().footer("", "Example:", "  fleet-logoff inventory check -i hosts.yaml -i more.csv");
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        InventoryOptions.Shown shown = options.load(surroundings);
        Map<String, Object> check = InventoryTree.check(shown.inventory(), shown.hosts());
        options.print(
                surroundings,
                check,
                out -> {
                    out.println(
                            "ok: "
                                    + check.get("hosts")
                                    + " hosts, "
                                    + check.get("groups")
                                    + " groups, "
                                    + check.get("credentials")
                                    + " credentials");
                    shown.inventory().notes().forEach(note -> out.println("note: " + note));
                    if (!"".equals(check.get("hostsWithoutCredential"))) {
                        out.println(
                                "note: no credential is given for "
                                        + check.get("hostsWithoutCredential"));
                    }
                });
        return 0;
    }
}
