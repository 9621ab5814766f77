package io.github.fleetlogoff.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The groups, hosts and variables of an Ansible inventory while it is read. Which variable counts
/// is as Ansible's `VARIABLE_PRECEDENCE` has it: the file's groups from the outermost inwards, then
/// the group_vars, then the host's own, then its host_vars.
final class AnsibleTree {
    static final String ALL = "all";
    static final String UNGROUPED = "ungrouped";
    private static final int MOST_HOSTS = 1_000_000;
    private static final int DEPTH = 50;

    private final Map<String, Member> groups = new LinkedHashMap<>();
    private final Map<String, Member> hosts = new LinkedHashMap<>();
    private final Map<String, Integer> depths = new HashMap<>();
    // Hosts in the same groups share the work.
    private final Map<Set<String>, Map<String, YamlNode>> ofGroups = new HashMap<>();

    /// A group or a host.
    ///
    /// @param vars what the inventory says
    /// @param folderVars what group_vars or host_vars say
    record Member(
            String name,
            Place place,
            Set<String> hosts,
            Set<String> children,
            Set<String> parents,
            Map<String, YamlNode> vars,
            Map<String, YamlNode> folderVars) {

        private static Member group(String name, Place place) {
            return new Member(
                    name,
                    place,
                    new LinkedHashSet<>(),
                    new LinkedHashSet<>(),
                    new LinkedHashSet<>(),
                    new LinkedHashMap<>(),
                    new LinkedHashMap<>());
        }

        // There may be very many.
        private static Member host(String name, Place place) {
            return new Member(
                    name,
                    place,
                    Set.of(),
                    Set.of(),
                    new LinkedHashSet<>(2),
                    new LinkedHashMap<>(4),
                    new LinkedHashMap<>(2));
        }
    }

    AnsibleTree(Place top) {
        group(ALL, top);
        group(UNGROUPED, top);
    }

    Member group(String name, Place place) {
        return groups.computeIfAbsent(name, key -> Member.group(key, place));
    }

    @Nullable Member knownGroup(String name) {
        return groups.get(name);
    }

    void child(Member parent, Member child) {
        if (!parent.name.equals(ALL)) {
            parent.children.add(child.name);
            child.parents.add(parent.name);
        }
    }

    /// The hosts of an Ansible pattern, added to a group.
    List<Member> hosts(Member group, String pattern, Place place) {
        AnsibleRanges ranges;
        try {
            ranges = AnsibleRanges.parse(pattern);
        } catch (IllegalArgumentException e) {
            throw place.fault(String.valueOf(e.getMessage()));
        }
        List<Member> members = new ArrayList<>();
        for (String name : ranges.names()) {
            if (name.isEmpty() || !Section.isHostName(name)) {
                throw place.fault("host " + Place.quote(name) + " is no name of a host");
            }
            Member host = hosts.computeIfAbsent(name, key -> Member.host(key, place));
            if (hosts.size() > MOST_HOSTS) {
                throw place.fault("the inventory has more than 1,000,000 hosts, the limit for one");
            }
            if (!ranges.port().isEmpty()) {
                host.vars.put("ansible_port", new YamlNode.Scalar(place, ranges.port(), true));
            }
            if (!group.name.equals(ALL)) {
                group.hosts.add(name);
                host.parents.add(group.name);
            }
            members.add(host);
        }
        return members;
    }

    Map<String, Member> groups() {
        return groups;
    }

    Map<String, Member> hosts() {
        return hosts;
    }

    /// The variables that count for each host, once everything is read.
    AnsibleVariables variables(Member host) {
        return new AnsibleVariables(
                host, ofGroups.computeIfAbsent(host.parents, _ -> ofGroups(around(host))));
    }

    private static Map<String, YamlNode> ofGroups(List<Member> around) {
        Map<String, YamlNode> variables = new LinkedHashMap<>();
        around.forEach(group -> variables.putAll(group.vars));
        around.forEach(group -> variables.putAll(group.folderVars));
        return variables;
    }

    private List<Member> around(Member host) {
        Set<String> names = new HashSet<>(Set.of(ALL));
        host.parents.forEach(parent -> addAround(parent, names));
        // Ansible: by depth, then priority, then name; the later counts.
        return names.stream()
                .map(name -> group(name, host.place))
                .sorted(
                        Comparator.comparingInt((Member group) -> depth(group, 0))
                                .thenComparingLong(AnsibleTree::priority)
                                .thenComparing(Member::name))
                .toList();
    }

    private void addAround(String name, Set<String> names) {
        if (names.add(name)) {
            knownParents(name).forEach(parent -> addAround(parent, names));
        }
    }

    private Set<String> knownParents(String name) {
        Member group = groups.get(name);
        return group == null ? Set.of() : group.parents;
    }

    private static long priority(Member group) {
        return group.vars.get("ansible_group_priority") instanceof YamlNode.Scalar scalar
                        && scalar.text().matches("-?\\d{1,9}")
                ? Long.parseLong(scalar.text())
                : 1;
    }

    private int depth(Member group, int way) {
        Integer known = depths.get(group.name);
        if (known != null) {
            return known;
        }
        if (way > DEPTH) {
            throw group.place.fault(
                    "the group "
                            + Place.quote(group.name)
                            + " is inside itself, or deeper than "
                            + DEPTH
                            + " levels");
        }
        int depth = group.name.equals(ALL) ? 0 : 1;
        for (String parent : group.parents) {
            depth = Math.max(depth, depth(group(parent, group.place), way + 1) + 1);
        }
        depths.put(group.name, depth);
        return depth;
    }

    /// Ends the reading: refuses groups inside themselves, and puts into `ungrouped` what is in no
    /// other group.
    void settle() {
        groups.values().forEach(group -> depth(group, 0));
        Member ungrouped = group(UNGROUPED, new Place("", 1, 1));
        ungrouped.hosts.clear();
        hosts.values()
                .forEach(host -> {
                    host.parents.remove(UNGROUPED);
                    if (host.parents.isEmpty()) {
                        host.parents.add(UNGROUPED);
                        ungrouped.hosts.add(host.name);
                    }
                });
    }
}
