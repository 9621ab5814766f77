package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostSet;
import io.github.fleetlogoff.model.Tls;
import java.util.AbstractList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What an inventory says, as the maps and lists that [TreeText] writes. No secret is among it.
public final class InventoryTree {
    private static final int SCHEMA_VERSION = 1;

    private InventoryTree() {}

    /// Hosts and how each is reached. Each host's map is made when it is asked for.
    ///
    /// @param origin as [Inventory#origin] gives it
    public static Map<String, @Nullable Object> hosts(
            List<Host> hosts, UnaryOperator<String> origin) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("schemaVersion", SCHEMA_VERSION);
        document.put(
                "hosts",
                new AbstractList<Map<String, @Nullable Object>>() {
                    @Override
                    public Map<String, @Nullable Object> get(int index) {
                        Host host = hosts.get(index);
                        return host(host, origin.apply(host.name()));
                    }

                    @Override
                    public int size() {
                        return hosts.size();
                    }
                });
        return document;
    }

    private static Map<String, @Nullable Object> host(Host host, String origin) {
        Connection connection = host.connection();
        Tls tls = connection.tls();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", host.name());
        fields.put("address", connection.address());
        fields.put("port", connection.port());
        fields.put("tls", tls != null);
        fields.put("tlsInsecure", tls != null && tls.insecure());
        fields.put("auth", connection.auth().word());
        fields.put("credential", connection.credential());
        fields.put("endpoint", connection.endpoint().name());
        fields.put("engine", connection.engine() == null ? null : connection.engine().word());
        fields.put("site", host.site());
        fields.put("computerName", host.computerName());
        fields.put("groups", host.groups());
        fields.put("labels", host.labels());
        fields.put("origin", origin);
        return fields;
    }

    /// How much an inventory holds, and what a person should know about it.
    ///
    /// @param hosts those of it that count
    public static Map<String, Object> check(Inventory inventory, List<Host> hosts) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schemaVersion", SCHEMA_VERSION);
        document.put("hosts", hosts.size());
        document.put("groups", inventory.groups().size());
        document.put("credentials", inventory.credentials().size());
        boolean simulated = inventory.simulator().isPresent();
        document.put(
                "hostsWithoutCredential",
                HostSet.fold(
                        hosts.stream()
                                .filter(host ->
                                        !simulated && host.connection().credential() == null)
                                .map(Host::name)
                                .toList()));
        document.put("notes", inventory.notes());
        return document;
    }

    /// Groups with only those of their hosts that count.
    public static List<HostGroup> among(List<HostGroup> groups, List<Host> hosts) {
        Set<String> names = new HashSet<>();
        hosts.forEach(host -> names.add(host.name()));
        return groups.stream()
                .map(group ->
                        new HostGroup(
                                group.name(),
                                group.hosts().stream().filter(names::contains).toList(),
                                group.groups()))
                .toList();
    }

    /// Groups with the hosts and groups directly in them, host sets folded.
    public static Map<String, Object> groups(List<HostGroup> groups, List<Host> hosts) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schemaVersion", SCHEMA_VERSION);
        Map<String, Object> byName = new LinkedHashMap<>();
        groups.forEach(group -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("hosts", HostSet.fold(group.hosts()));
            fields.put("groups", group.groups());
            byName.put(group.name(), fields);
        });
        document.put("groups", byName);
        document.put(
                "ungrouped",
                HostSet.fold(
                        hosts.stream()
                                .filter(host -> host.groups().isEmpty())
                                .map(Host::name)
                                .toList()));
        return document;
    }
}
