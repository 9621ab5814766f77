package io.github.fleetlogoff.inventory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Ansible's YAML inventories, and the JSON that its inventory programs print for `--list`.
final class AnsibleYaml {
    private static final List<String> GROUP_KEYS = List.of("hosts", "children", "vars");

    private final AnsibleTree tree;

    private AnsibleYaml(AnsibleTree tree) {
        this.tree = tree;
    }

    /// Whether a map has the shape of an Ansible inventory and not of ours.
    static boolean fits(YamlNode root) {
        if (!(root instanceof YamlNode.Mapping map) || map.entries().isEmpty()) {
            return false;
        }
        Map<String, YamlNode.Entry> entries = map.entries();
        if (entries.containsKey("_meta")
                || entries.containsKey(AnsibleTree.ALL)
                || entries.containsKey(AnsibleTree.UNGROUPED)) {
            return true;
        }
        return entries.keySet().stream().noneMatch(InventoryReader.KEYS::contains)
                && entries.values().stream().allMatch(entry -> isGroup(entry.value()));
    }

    private static boolean isGroup(YamlNode node) {
        return node instanceof YamlNode.Mapping group
                && !group.entries().isEmpty()
                && GROUP_KEYS.containsAll(group.entries().keySet());
    }

    static AnsibleTree read(YamlNode.Mapping root) {
        AnsibleTree tree = new AnsibleTree(root.place());
        AnsibleYaml reader = new AnsibleYaml(tree);
        root.entries()
                .forEach((name, entry) -> {
                    if (name.equals("_meta")) {
                        reader.meta(entry.value());
                    } else {
                        reader.group(name, entry);
                    }
                });
        return tree;
    }

    private AnsibleTree.Member group(String name, YamlNode.Entry entry) {
        AnsibleTree.Member group = tree.group(name, entry.place());
        if (entry.value() instanceof YamlNode.Sequence list) {
            hosts(group, list);
            return group;
        }
        Section section = Section.of(entry.value(), "group " + Place.quote(name));
        section.onlyKeys(GROUP_KEYS);
        section.get("vars").ifPresent(vars -> group.vars().putAll(variables(vars, section)));
        section.get("hosts").ifPresent(hosts -> hosts(group, hosts));
        section.get("children").ifPresent(children -> children(group, children));
        return group;
    }

    private void children(AnsibleTree.Member group, YamlNode children) {
        if (children instanceof YamlNode.Sequence list) {
            for (YamlNode item : list.items()) {
                if (item instanceof YamlNode.Scalar child && !child.isNull()) {
                    tree.child(group, tree.group(child.text(), child.place()));
                }
            }
            return;
        }
        Section.of(children, "group " + Place.quote(group.name()) + ", children")
                .entries()
                .forEach((name, entry) -> tree.child(group, group(name, entry)));
    }

    private void hosts(AnsibleTree.Member group, YamlNode hosts) {
        if (hosts instanceof YamlNode.Sequence list) {
            for (YamlNode item : list.items()) {
                if (item instanceof YamlNode.Scalar host && !host.isNull()) {
                    tree.hosts(group, host.text(), host.place());
                }
            }
            return;
        }
        Section section = Section.of(hosts, "group " + Place.quote(group.name()) + ", hosts");
        section.entries()
                .forEach((pattern, entry) -> {
                    Section vars = Section.of(entry.value(), section.owner());
                    for (AnsibleTree.Member host : tree.hosts(group, pattern, entry.place())) {
                        vars.entries()
                                .forEach((name, value) -> host.vars().put(name, value.value()));
                    }
                });
    }

    private void meta(YamlNode node) {
        Section.of(node, "_meta")
                .get("hostvars")
                .ifPresent(vars -> hosts(tree.group(AnsibleTree.ALL, vars.place()), vars));
    }

    static Map<String, YamlNode> variables(YamlNode node, Section around) {
        Map<String, YamlNode> variables = new LinkedHashMap<>();
        Section.of(node, around.owner())
                .entries()
                .forEach((name, entry) -> variables.put(name, entry.value()));
        return variables;
    }
}
