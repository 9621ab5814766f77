package io.github.fleetlogoff.benchmark;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// What the inventory of a simulated fleet says, for clients that cannot read it.
///
/// @param username as the inventory has it
/// @param passwordFile holds the password and nothing else
record FleetInventory(String username, Path passwordFile, List<Address> hosts) {
    FleetInventory {
        requireNonNull(username, "username is null");
        requireNonNull(passwordFile, "passwordFile is null");
        hosts = List.copyOf(hosts);
    }

    /// Where a host listens.
    record Address(String name, String address, int port) {
        Address {
            requireNonNull(name, "name is null");
            requireNonNull(address, "address is null");
        }
    }

    /// Reads a file of `simulate --write-inventory`.
    ///
    /// @throws IOException where it cannot be read or lacks a part
    static FleetInventory read(Path file) throws IOException {
        Object root =
                new Load(LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build())
                        .loadFromString(Files.readString(file));
        Object credential = value(value(root, "credentials"), "simulated");
        List<Address> hosts = new ArrayList<>();
        if (value(root, "hosts") instanceof Map<?, ?> connections) {
            for (Map.Entry<?, ?> host : connections.entrySet()) {
                hosts.add(
                        new Address(
                                text(host.getKey()),
                                text(value(host.getValue(), "address")),
                                Integer.parseInt(text(value(host.getValue(), "port")))));
            }
        }
        return new FleetInventory(
                text(value(credential, "username")),
                file.resolveSibling(text(value(value(credential, "password"), "file"))),
                hosts);
    }

    /// Writes the same inventory with another way to log on.
    static void write(Path from, Auth auth, Path to) throws IOException {
        String text = Files.readString(from);
        String changed = text.replace("\n  auth: negotiate\n", "\n  auth: " + auth.word() + "\n");
        if (changed.equals(text)) {
            throw new IOException(from + " does not say how hosts are logged on to");
        }
        Files.writeString(to, changed);
    }

    private static @Nullable Object value(@Nullable Object map, String key) throws IOException {
        if (map instanceof Map<?, ?> entries && entries.containsKey(key)) {
            return entries.get(key);
        }
        throw new IOException("no inventory of a simulated fleet: it has no " + key);
    }

    private static String text(@Nullable Object scalar) {
        return String.valueOf(scalar);
    }
}
