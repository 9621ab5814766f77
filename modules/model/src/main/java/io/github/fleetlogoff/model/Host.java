package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A Windows machine of the inventory.
///
/// @param name its name in the inventory, unique regardless of case
/// @param site the network path it lies behind, absent = none named
/// @param groups every group it belongs to, directly or through another group
/// @param labels free words of the inventory
/// @param computerName the computer's own name where it is not the first label of `name`; `any` =
///   not checked
public record Host(
        String name,
        Connection connection,
        @Nullable String site,
        List<String> groups,
        SortedMap<String, String> labels,
        @Nullable String computerName) {

    /// The `computerName` that accepts any computer.
    public static final String ANY_COMPUTER = "any";

    // NetBIOS computer names: at most 15 characters (MS-NBTE, "NetBIOS name").
    private static final int COMPUTER_NAME_LENGTH = 15;

    public Host {
        requireNonNull(name, "name is null");
        requireNonNull(connection, "connection is null");
        groups = List.copyOf(groups);
        labels =
                labels.isEmpty()
                        ? Collections.emptySortedMap()
                        : Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /// A host with nothing but a name and a connection.
    public static Host of(String name, Connection connection) {
        return new Host(name, connection, null, List.of(), new TreeMap<>(Map.of()), null);
    }

    /// The same host, reached another way.
    public Host withConnection(Connection other) {
        return new Host(name, other, site, groups, labels, computerName);
    }

    /// The name that the computer must give as its own, upper case; empty where any is accepted:
    /// asked for with [#ANY_COMPUTER], or the inventory knows the host by an address.
    public Optional<String> expectedComputerName() {
        if (computerName != null) {
            return computerName.equalsIgnoreCase(ANY_COMPUTER)
                    ? Optional.empty()
                    : Optional.of(netBios(computerName));
        }
        return ServicePrincipal.isAddress(name) ? Optional.empty() : Optional.of(netBios(name));
    }

    /// Whether two names of hosts are one label in two domains, each of which may have a computer
    /// of that name. Addresses are in no domain.
    public static boolean areInTwoDomains(String one, String other) {
        int end = one.indexOf('.');
        return end >= 0
                && end == other.indexOf('.')
                && one.regionMatches(true, 0, other, 0, end)
                && !one.equalsIgnoreCase(other)
                && !ServicePrincipal.isAddress(one)
                && !ServicePrincipal.isAddress(other);
    }

    private static String netBios(String dnsName) {
        String label =
                dnsName.substring(
                        0, dnsName.indexOf('.') < 0 ? dnsName.length() : dnsName.indexOf('.'));
        return label.substring(0, Math.min(label.length(), COMPUTER_NAME_LENGTH))
                .toUpperCase(Locale.ROOT);
    }
}
