package io.github.fleetlogoff.inventory;

import static io.github.fleetlogoff.model.FleetException.Code.INVENTORY;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.SimulatorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The text of an inventory in our own form → [Inventory].
final class InventoryReader {
    private static final int MOST_HOSTS = 1_000_000;
    static final List<String> KEYS =
            List.of("defaults", "credentials", "groups", "hosts", "directory", "simulator");

    private final Section top;
    private final Optional<DirectoryAccess> access;
    private final Map<String, Draft> hosts = new LinkedHashMap<>();

    private InventoryReader(Section top, Optional<DirectoryAccess> access) {
        this.top = top;
        this.access = access;
    }

    /// A host before its settings are put together.
    private static final class Draft {
        private final String name;
        private final Place firstPlace;
        private final List<Group> groups = new ArrayList<>(1);
        private Settings own = Settings.NONE;
        private @Nullable Place entry;

        Draft(String name, Place firstPlace) {
            this.name = name;
            this.firstPlace = firstPlace;
        }
    }

    static Inventory read(String text, String file, Path folder, Optional<DirectoryAccess> access) {
        YamlNode root =
                YamlReader.read(SourceText.checked(text, file), file)
                        .filter(node ->
                                !(node instanceof YamlNode.Scalar scalar && scalar.isNull()))
                        .orElseThrow(() ->
                                new FleetException(
                                        INVENTORY,
                                        file
                                                + " is empty; an inventory names at least one host under 'hosts'"));
        return read(root, file, folder, access);
    }

    static Inventory read(
            YamlNode root, String file, Path folder, Optional<DirectoryAccess> access) {
        if (!(root instanceof YamlNode.Mapping mapping)) {
            throw root.place()
                    .fault(
                            "the inventory is "
                                    + root.kind()
                                    + "; it must be a map with the key 'hosts'");
        }
        return new InventoryReader(new Section(mapping, ""), access).inventory(file, folder);
    }

    private Inventory inventory(String file, Path folder) {
        top.onlyKeys(KEYS);
        Map<String, CredentialSource> credentials =
                section("credentials")
                        .map(section -> CredentialReader.read(section, folder))
                        .orElse(Map.of());
        Settings.Reader settings = new Settings.Reader(folder, credentials.keySet());
        Settings defaults =
                section("defaults")
                        .map(section -> {
                            section.onlyKeys(Settings.KEYS);
                            return settings.read(section);
                        })
                        .orElse(Settings.NONE);
        List<Group> groups =
                section("groups")
                        .map(section -> GroupReader.read(section, settings))
                        .orElse(List.of());
        // Hosts stand in the order in which the file first names them.
        for (String key : top.entries().keySet()) {
            if (key.equals("groups")) {
                addGroupHosts(groups);
            } else if (key.equals("hosts")) {
                section("hosts").ifPresent(section -> addHosts(section, settings));
            }
        }
        Optional<DirectoryHosts> directory = directory(folder, credentials);
        List<Group> all = directory.map(found -> addComputers(found, groups)).orElse(groups);
        Optional<SimulatorReader> simulator = section("simulator").map(SimulatorReader::new);
        if (!hosts.isEmpty()) {
            simulator.ifPresent(SimulatorReader::noOwnHosts);
        }
        if (hosts.isEmpty()) {
            simulator.ifPresent(
                    reader -> reader.ownHosts().forEach(name -> draft(name, top.place())));
        }
        if (hosts.isEmpty() && directory.isPresent()) {
            throw directory
                    .get()
                    .place()
                    .fault(
                            "the directory has no computer that fits; look at base, filter, seenWithin and"
                                    + " enabledOnly, and at what the account may read");
        }
        if (hosts.isEmpty()) {
            throw new FleetException(
                    INVENTORY,
                    file + " names no host; add one under 'hosts', like 'hosts: {pc1: }'");
        }
        Inventory inventory = build(defaults, all, credentials, simulator);
        return directory
                .map(found -> inventory.found(found.notes(), found.passwords()))
                .orElse(inventory);
    }

    private Optional<DirectoryHosts> directory(
            Path folder, Map<String, CredentialSource> credentials) {
        Optional<Section> section = section("directory");
        if (section.isPresent() && top.get("simulator").isPresent()) {
            throw section.get()
                    .fault(
                            section.get().place(),
                            "simulator and directory exclude each other: simulated hosts are in no directory");
        }
        return section.map(found -> DirectoryHosts.find(found, folder, credentials, access));
    }

    /// @return the groups, those that containers became among them
    private List<Group> addComputers(DirectoryHosts found, List<Group> written) {
        DirectoryGroups groups = new DirectoryGroups(written, found.place());
        for (DirectoryComputer computer : found.computers()) {
            Place place = found.placeOf(computer);
            Draft draft = draft(computer.name(), place);
            draft.own = DirectoryHosts.settings(computer, place, draft.own);
            if (!computer.containers().isEmpty()) {
                Group group = groups.of(computer.containers());
                if (!draft.groups.contains(group)) {
                    draft.groups.add(group);
                    group.hosts().add(draft.name);
                }
            }
        }
        return groups.all();
    }

    private Inventory build(
            Settings defaults,
            List<Group> groups,
            Map<String, CredentialSource> credentials,
            Optional<SimulatorReader> simulator) {
        HostResolver resolver = new HostResolver(defaults);
        List<Host> built = new ArrayList<>(hosts.size());
        List<Place> places = new ArrayList<>(hosts.size());
        for (Draft draft : hosts.values()) {
            built.add(resolver.host(draft.name, draft.own, draft.groups));
            places.add(draft.entry == null ? draft.firstPlace : draft.entry);
        }
        Optional<SimulatorSpec> spec =
                simulator.map(reader -> reader.spec(built.stream().map(Host::name).toList()));
        return new Inventory(built, places, groups, credentials, spec);
    }

    private Optional<Section> section(String key) {
        return top.get(key).map(node -> Section.of(node, key));
    }

    private void addGroupHosts(List<Group> groups) {
        Section section = section("groups").orElse(top);
        for (Group group : groups) {
            YamlNode.Entry entry = section.entries().get(group.name());
            Place place = entry == null ? section.place() : entry.place();
            for (String name : group.hosts()) {
                List<Group> direct = draft(name, place).groups;
                if (!direct.contains(group)) {
                    direct.add(group);
                }
            }
        }
    }

    private void addHosts(Section section, Settings.Reader settings) {
        section.entries()
                .forEach((expression, entry) -> {
                    Section host = Section.of(entry.value(), "host " + Place.quote(expression));
                    host.onlyKeys(Settings.KEYS);
                    Settings own = settings.read(host);
                    for (String name : section.hostNames(expression, entry.place())) {
                        Draft draft = draft(name, entry.place());
                        if (draft.entry != null) {
                            throw section.fault(
                                    entry.place(),
                                    "the host "
                                            + Place.quote(name)
                                            + " stands here again, first in line "
                                            + draft.entry.line());
                        }
                        draft.entry = entry.place();
                        draft.own = own;
                    }
                });
    }

    private Draft draft(String name, Place place) {
        Draft draft =
                hosts.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new Draft(name, place));
        if (hosts.size() > MOST_HOSTS) {
            throw place.fault("the inventory has more than 1,000,000 hosts, the limit for one");
        }
        return draft;
    }
}
