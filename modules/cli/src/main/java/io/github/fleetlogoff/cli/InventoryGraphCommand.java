package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.inventory.HostGroup;
import io.github.fleetlogoff.inventory.InventoryTree;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Shows groups, the groups in them, and their hosts, folded.
final class InventoryGraphCommand extends Command {
    private final Surroundings surroundings;

    private final InventoryOptions options = with(new InventoryOptions());

    InventoryGraphCommand(Surroundings surroundings) {
        super("graph", "Shows groups, the groups in them, and their hosts, folded.");
        usage().footer("", "Example:", "  fleet-logoff inventory graph -i hosts.yaml");
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        InventoryOptions.Shown shown = options.load(surroundings);
        List<HostGroup> groups = InventoryTree.among(shown.inventory().groupTree(), shown.hosts());
        options.print(
                surroundings,
                InventoryTree.groups(groups, shown.hosts()),
                out -> new Drawing(groups, out).all(shown.hosts()));
        return 0;
    }

    private static final class Drawing {
        private final Map<String, HostGroup> groups = new LinkedHashMap<>();
        private final PrintWriter out;

        Drawing(List<HostGroup> groups, PrintWriter out) {
            groups.forEach(group -> this.groups.put(group.name(), group));
            this.out = out;
        }

        void all(List<Host> hosts) {
            out.println("@all  (" + Counted.of(hosts.size(), "host") + ")");
            Set<String> inner = new HashSet<>();
            groups.values().forEach(group -> inner.addAll(group.groups()));
            groups.values().stream()
                    .filter(group -> !inner.contains(group.name()))
                    .forEach(group -> group(group, "  "));
            List<String> alone = new ArrayList<>();
            hosts.stream()
                    .filter(host -> host.groups().isEmpty())
                    .forEach(host -> alone.add(host.name()));
            hosts(alone, "  ");
        }

        private void group(HostGroup group, String indent) {
            out.println(String.format(Locale.ROOT, "%s@%s", indent, group.name()));
            group.groups()
                    .forEach(name -> {
                        HostGroup child = groups.get(name);
                        if (child != null) {
                            group(child, indent + "  ");
                        }
                    });
            hosts(group.hosts(), indent + "  ");
        }

        private void hosts(List<String> names, String indent) {
            if (!names.isEmpty()) {
                out.println(indent + HostSet.fold(names));
            }
        }
    }
}
