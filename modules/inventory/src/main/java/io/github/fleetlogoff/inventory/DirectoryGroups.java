package io.github.fleetlogoff.inventory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The groups of an inventory and those that the containers of a directory become: each is called
/// by its path, `Berlin.Lab`, and is in that of the container around it. What the file says of a
/// group of that name holds for it.
final class DirectoryGroups {
    private final Map<String, Group> byName = new LinkedHashMap<>();
    private final Map<List<String>, Group> byPath = new LinkedHashMap<>();
    private final Place place;

    /// @param written those of the file
    DirectoryGroups(List<Group> written, Place place) {
        written.forEach(group -> byName.put(key(group.name()), group));
        this.place = place;
    }

    /// The group of a container.
    ///
    /// @param path the names of the containers, the outermost first; at least one
    Group of(List<String> path) {
        Group known = byPath.get(path);
        if (known != null) {
            return known;
        }
        String name = String.join(".", path.stream().map(DirectoryGroups::name).toList());
        Group group =
                byName.computeIfAbsent(
                        key(name),
                        _ ->
                                new Group(
                                        name,
                                        Settings.NONE,
                                        new ArrayList<>(),
                                        new ArrayList<>(),
                                        new ArrayList<>()));
        byPath.put(path, group);
        if (path.size() > 1) {
            Group around = of(path.subList(0, path.size() - 1));
            if (!group.parents().contains(around)) {
                group.parents().add(around);
            }
        }
        return group;
    }

    /// All groups, those of the file first.
    ///
    /// @throws io.github.fleetlogoff.model.FleetException where the file turns the directory's
    ///   order round
    List<Group> all() {
        for (Group group : byName.values()) {
            group.ancestors().clear();
            GroupReader.addAncestors(group);
            if (group.ancestors().contains(group)) {
                throw place.fault(
                        "the group "
                                + Place.quote(group.name())
                                + " is inside itself: 'groups' and the directory order the same groups"
                                + " differently");
            }
        }
        return List.copyOf(byName.values());
    }

    /// What may stand in the name of a group.
    private static String name(String container) {
        StringBuilder name = new StringBuilder();
        container
                .codePoints()
                .forEach(c ->
                        name.appendCodePoint(
                                Character.isLetterOrDigit(c) || "-_. ".indexOf(c) >= 0 ? c : '-'));
        String text = name.toString().strip();
        // @all means every host.
        return text.isEmpty() || text.equalsIgnoreCase("all") ? "ou-" + text : text;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
