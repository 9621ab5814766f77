package io.github.fleetlogoff.inventory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The `groups` of an inventory: their hosts, their nesting, their settings.
final class GroupReader {
    // Names that the groups of a file may list in all: a host may be in several.
    private static final int MOST_LISTED = 5_000_000;
    private static final int DEPTH = 50;
    private static final List<String> KEYS = keys();

    private final Settings.Reader settings;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final Set<String> finished = new LinkedHashSet<>();
    private int listed;

    private GroupReader(Settings.Reader settings) {
        this.settings = settings;
    }

    /// A group before its neighbours are known.
    private record Draft(
            String name, Settings settings, List<String> hosts, Map<String, Place> children) {}

    /// The groups in file order.
    static List<Group> read(Section groups, Settings.Reader settings) {
        GroupReader reader = new GroupReader(settings);
        groups.entries().forEach(reader::draft);
        reader.drafts.values().forEach(reader::checkChildren);
        reader.drafts.keySet().forEach(key -> reader.checkCircles(key, new ArrayList<>()));
        return reader.link();
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(List.of("hosts", "groups", "vars"));
        keys.addAll(Settings.KEYS);
        return List.copyOf(keys);
    }

    private void draft(String name, YamlNode.Entry entry) {
        Section section = Section.of(entry.value(), "group " + Place.quote(name));
        section.checkName("group", name, entry.place());
        if (name.equalsIgnoreCase("all")) {
            throw section.fault(entry.place(), "the name 'all' is taken: @all means every host");
        }
        section.onlyKeys(KEYS);
        List<String> hosts = new ArrayList<>();
        section.get("hosts")
                .ifPresent(value -> {
                    for (YamlNode.Scalar item : section.items("hosts", value)) {
                        hosts.addAll(section.hostNames(item.text(), item.place()));
                        if (listed + hosts.size() > MOST_LISTED) {
                            throw section.fault(
                                    item.place(),
                                    "the groups list more than 5,000,000 hosts in all");
                        }
                    }
                });
        listed += hosts.size();
        Map<String, Place> children = new LinkedHashMap<>();
        section.get("groups")
                .ifPresent(value -> {
                    for (YamlNode.Scalar item : section.items("groups", value)) {
                        children.put(item.text(), item.place());
                    }
                });
        Draft before =
                drafts.putIfAbsent(key(name), new Draft(name, settings(section), hosts, children));
        if (before != null) {
            throw section.fault(entry.place(), "there is a group '" + before.name + "' already");
        }
    }

    private Settings settings(Section section) {
        Map<String, Settings.Setting> all = new LinkedHashMap<>(settings.read(section).byKey());
        section.get("vars")
                .ifPresent(value -> {
                    Section vars = Section.of(value, section.owner() + ", vars");
                    vars.onlyKeys(Settings.KEYS);
                    settings.read(vars)
                            .byKey()
                            .forEach((key, setting) -> {
                                if (all.putIfAbsent(key, setting) != null) {
                                    throw vars.fault(
                                            setting.place(),
                                            setting.name() + " stands in the group itself, too");
                                }
                            });
                });
        return new Settings(Map.copyOf(all));
    }

    private void checkChildren(Draft draft) {
        draft.children.forEach((child, place) -> {
            if (!drafts.containsKey(key(child))) {
                Collection<String> known = drafts.values().stream().map(Draft::name).toList();
                throw Section.fault(
                        place,
                        "group " + Place.quote(draft.name),
                        "there is no group "
                                + Place.quote(child)
                                + "; "
                                + Section.suggestion(child, known, "groups are: "));
            }
        });
    }

    private void checkCircles(String key, List<String> path) {
        Draft draft = draft(key);
        if (finished.contains(key)) {
            return;
        }
        path.add(key);
        for (Map.Entry<String, Place> child : draft.children.entrySet()) {
            int start = path.indexOf(key(child.getKey()));
            if (start >= 0) {
                List<String> circle = new ArrayList<>(path.subList(start, path.size()));
                circle.add(key(child.getKey()));
                List<String> names =
                        circle.stream().map(member -> draft(member).name).limit(8).toList();
                throw Section.fault(
                        child.getValue(),
                        "group " + Place.quote(draft.name),
                        "the group is inside itself: "
                                + String.join(" > ", names)
                                + (circle.size() > names.size() ? " > …" : ""));
            }
            if (path.size() >= DEPTH) {
                throw Section.fault(
                        child.getValue(),
                        "group " + Place.quote(draft.name),
                        "groups are nested deeper than " + DEPTH + " levels");
            }
            checkCircles(key(child.getKey()), path);
        }
        path.removeLast();
        finished.add(key);
    }

    private Draft draft(String key) {
        Draft draft = drafts.get(key);
        if (draft == null) {
            throw new IllegalStateException("group was not read: " + key);
        }
        return draft;
    }

    private List<Group> link() {
        Map<String, Group> groups = new LinkedHashMap<>();
        drafts.forEach((key, draft) ->
                groups.put(
                        key,
                        new Group(
                                draft.name,
                                draft.settings,
                                draft.hosts,
                                new ArrayList<>(),
                                new ArrayList<>())));
        Map<String, Group> byChild = new HashMap<>(groups);
        drafts.forEach((key, draft) -> {
            Group parent = groups.get(key);
            for (String child : draft.children.keySet()) {
                Group linked = byChild.get(key(child));
                if (parent != null && linked != null) {
                    linked.parents().add(parent);
                }
            }
        });
        groups.values().forEach(GroupReader::addAncestors);
        return List.copyOf(groups.values());
    }

    static void addAncestors(Group group) {
        Set<Group> seen = new LinkedHashSet<>();
        Deque<Group> next = new ArrayDeque<>(group.parents());
        while (!next.isEmpty()) {
            Group ancestor = next.removeFirst();
            if (seen.add(ancestor)) {
                next.addAll(ancestor.parents());
            }
        }
        group.ancestors().addAll(seen);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
