package io.github.fleetlogoff.inventory;

import static io.github.fleetlogoff.model.FleetException.Code.INVENTORY;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.SimulatorSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The hosts of a fleet and how each is reached. Immutable.
public final class Inventory {
    private final List<Host> hosts;
    private final List<Place> places;
    private final List<Group> tree;
    private final List<String> groups;
    private final List<String> notes;
    private final LapsPasswords laps;
    private final Map<String, CredentialSource> credentials;
    private final Optional<SimulatorSpec> simulator;
    private final HostSelection selection;

    /// @param places where each host stands, as many as hosts
    Inventory(
            List<Host> hosts,
            List<Place> places,
            List<Group> tree,
            Map<String, CredentialSource> credentials,
            Optional<SimulatorSpec> simulator) {
        this(
                hosts,
                places,
                tree,
                new Besides(List.of(), LapsPasswords.NONE),
                credentials,
                simulator);
    }

    /// What an inventory holds besides what was written.
    private record Besides(List<String> notes, LapsPasswords laps) {}

    private Inventory(
            List<Host> hosts,
            List<Place> places,
            List<Group> tree,
            Besides besides,
            Map<String, CredentialSource> credentials,
            Optional<SimulatorSpec> simulator) {
        this.hosts = List.copyOf(hosts);
        this.places = List.copyOf(places);
        this.tree = List.copyOf(tree);
        this.groups = this.tree.stream().map(Group::name).distinct().toList();
        this.notes = List.copyOf(besides.notes());
        this.laps = besides.laps();
        this.credentials = Collections.unmodifiableMap(new LinkedHashMap<>(credentials));
        this.simulator = simulator;
        this.selection = new HostSelection(this.hosts, this.groups);
    }

    /// Reads an inventory (UTF-8, at most 16 MB and 1,000,000 hosts): our own form, Ansible's YAML
    /// or INI with the `group_vars` and `host_vars` beside it, CSV with a header, a list of host
    /// sets, or what a program prints within a minute when it is called with `--list`. Paths in it
    /// are relative to its folder.
    ///
    /// @throws FleetException with code `INVENTORY`: what is wrong, at which file, line and column,
    ///   and what to write
    public static Inventory load(Path file) {
        return InventorySource.load(file, Optional.empty());
    }

    /// The same, and searches the directory that an inventory may name. What came of it holds
    /// secrets where `access` asks for them: [#wipe].
    ///
    /// @throws FleetException as [#load(Path)], and with code `CREDENTIAL` where the directory
    ///   refuses the logon
    public static Inventory load(Path file, DirectoryAccess access) {
        return InventorySource.load(file, Optional.of(access));
    }

    /// Reads an inventory from a stream that the caller closes, such as standard input.
    ///
    /// @param name what errors call it
    /// @param folder what paths in it are relative to
    /// @throws FleetException as [#load(Path)]
    public static Inventory load(InputStream in, String name, Path folder) {
        return load(in, name, folder, Optional.empty());
    }

    /// The same, and searches the directory that an inventory may name.
    ///
    /// @throws FleetException as [#load(Path, DirectoryAccess)]
    public static Inventory load(InputStream in, String name, Path folder, DirectoryAccess access) {
        return load(in, name, folder, Optional.of(access));
    }

    private static Inventory load(
            InputStream in, String name, Path folder, Optional<DirectoryAccess> access) {
        try {
            return InventorySource.parse(SourceText.read(in, name), name, "", folder, access);
        } catch (IOException e) {
            throw new FleetException(INVENTORY, name + " cannot be read: " + e.getMessage(), e);
        }
    }

    /// Reads an inventory in our own form from its text.
    ///
    /// @param name what errors call it
    /// @param folder what paths in it are relative to
    /// @throws FleetException as [#load(Path)]
    public static Inventory parse(String text, String name, Path folder) {
        return InventoryReader.read(text, name, folder, Optional.empty());
    }

    /// An inventory of nothing but hosts. No text is made of the names, so that one cannot be read
    /// as more than a name.
    ///
    /// @param names single names or host sets, each host once
    /// @param source what errors call it
    /// @throws FleetException with code `INVENTORY` for what is no name
    public static Inventory ofNames(List<String> names, String source) {
        Place place = new Place(source, 1, 1);
        YamlNode nothing = new YamlNode.Scalar(place, "", true);
        Map<String, YamlNode.Entry> hosts = new LinkedHashMap<>();
        names.forEach(name -> hosts.put(name, new YamlNode.Entry(place, nothing)));
        YamlNode.Entry all = new YamlNode.Entry(place, new YamlNode.Mapping(place, hosts));
        return InventoryReader.read(
                new YamlNode.Mapping(place, Map.of("hosts", all)),
                source,
                Path.of("").toAbsolutePath(),
                Optional.empty());
    }

    /// Several inventories as one, in their order.
    ///
    /// @throws FleetException where two name the same host, or the same credential differently, or
    ///   where a simulated one is among several
    public static Inventory merge(List<Inventory> inventories) {
        if (inventories.size() == 1) {
            return inventories.getFirst();
        }
        List<Host> hosts = new ArrayList<>();
        List<Place> places = new ArrayList<>();
        List<Group> groups = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Map<String, CredentialSource> credentials = new LinkedHashMap<>();
        LapsPasswords laps = LapsPasswords.NONE;
        Map<String, Place> seen = new HashMap<>();
        for (Inventory inventory : inventories) {
            if (inventory.simulator.isPresent()) {
                throw inventory
                        .places
                        .getFirst()
                        .fault("a simulated inventory is used alone, not with others");
            }
            for (int i = 0; i < inventory.hosts.size(); i++) {
                Host host = inventory.hosts.get(i);
                Place place = inventory.places.get(i);
                Place before = seen.putIfAbsent(host.name().toLowerCase(Locale.ROOT), place);
                if (before != null) {
                    throw place.fault(
                            "the host "
                                    + Place.quote(host.name())
                                    + " stands here again, first in "
                                    + before);
                }
                hosts.add(host);
                places.add(place);
            }
            groups.addAll(inventory.tree);
            notes.addAll(inventory.notes);
            laps = laps.and(inventory.laps);
            inventory.credentials.forEach((name, source) -> {
                CredentialSource before = credentials.putIfAbsent(name, source);
                if (before != null && !before.equals(source)) {
                    throw inventory
                            .places
                            .getFirst()
                            .fault(
                                    "the credential "
                                            + Place.quote(name)
                                            + " of this file is another one in a file"
                                            + " before it; give one of the two another name");
                }
            });
        }
        return new Inventory(
                hosts, places, groups, new Besides(notes, laps), credentials, Optional.empty());
    }

    /// Every host, in the order in which the file first names them.
    public List<Host> hosts() {
        return hosts;
    }

    /// The groups in file order, those without hosts too.
    public List<String> groups() {
        return groups;
    }

    /// What a person should know about the inventory beside its hosts, in sentences, such as what
    /// was left out.
    public List<String> notes() {
        return notes;
    }

    Inventory noting(List<String> sentences) {
        return sentences.isEmpty() ? this : found(sentences, laps);
    }

    Inventory found(List<String> sentences, LapsPasswords passwords) {
        return new Inventory(
                hosts, places, tree, new Besides(sentences, passwords), credentials, simulator);
    }

    /// The password of a host's local administrator, where a directory was asked for it.
    Optional<LapsPassword> laps(Host host) {
        return laps.of(host.name());
    }

    /// Whether a directory has a password of that kind which only Windows can decrypt.
    boolean hasEncryptedLaps(Host host) {
        return laps.isEncrypted(host.name());
    }

    /// Overwrites the secrets that came from a directory.
    public void wipe() {
        laps.wipe();
    }

    /// Where a host stands, as file, line and column.
    ///
    /// @param name of one of its hosts, letter case ignored
    /// @throws IllegalArgumentException where it has none of that name
    public String origin(String name) {
        return places.get(selection.at(name)).toString();
    }

    /// The groups with what is directly in them, in file order; those of one name in several
    /// inventories are one.
    public List<HostGroup> groupTree() {
        Map<String, Set<String>> members = new LinkedHashMap<>();
        Map<String, Set<String>> children = new LinkedHashMap<>();
        for (Group group : tree) {
            members.computeIfAbsent(group.name(), _ -> new LinkedHashSet<>()).addAll(group.hosts());
            children.computeIfAbsent(group.name(), _ -> new LinkedHashSet<>());
        }
        for (Group group : tree) {
            for (Group parent : group.parents()) {
                children.computeIfAbsent(parent.name(), _ -> new LinkedHashSet<>())
                        .add(group.name());
            }
        }
        return groups.stream()
                .map(name ->
                        new HostGroup(
                                name,
                                List.copyOf(members.getOrDefault(name, Set.of())),
                                List.copyOf(children.getOrDefault(name, Set.of()))))
                .toList();
    }

    /// The simulated fleet that stands in for the hosts; empty where they are real.
    public Optional<SimulatorSpec> simulator() {
        return simulator;
    }

    /// The credentials by name, in file order.
    public Map<String, CredentialSource> credentials() {
        return credentials;
    }

    /// The hosts that the patterns mean, in inventory order; at least one.
    ///
    /// @throws FleetException with code `USAGE` for a pattern that cannot be read or matches
    ///   nothing, and for patterns that leave no host
    public List<Host> select(HostPatterns patterns) {
        return selection.select(patterns);
    }

    /// Takes protected hosts out of a selection. A pattern covers a host by its name, with or
    /// without the domain, by its address and by the name that the computer must give as its own;
    /// one that covers no host of the inventory is no fault. A host with the address and port of a
    /// covered one goes with it, unless each must give another name as its own.
    ///
    /// @param patterns host sets, globs, `@group`, `@site:x`, `@label=value`, `@all`
    /// @param anyComputer whether the computers' names are not checked
    /// @throws FleetException with code `USAGE` for a pattern that cannot be read
    public Spared spare(List<Host> selected, List<String> patterns, boolean anyComputer) {
        return Spared.of(hosts, selected, patterns, anyComputer);
    }
}
