package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.model.FleetException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The variables of one host, and how they become settings of ours.
///
/// @param ofGroups what its groups say, where it says nothing itself
record AnsibleVariables(AnsibleTree.Member host, Map<String, YamlNode> ofGroups) {

    /// The first of several variables that the host has and that is a single value.
    Optional<YamlNode.Scalar> scalar(String... names) {
        for (String name : names) {
            if (value(name) instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
                return Optional.of(scalar);
            }
        }
        return Optional.empty();
    }

    private @Nullable YamlNode value(String name) {
        YamlNode value = host.folderVars().get(name);
        if (value == null) {
            value = host.vars().get(name);
        }
        return value == null ? ofGroups.get(name) : value;
    }

    /// The text of [#scalar], which Ansible must not first have to make.
    Optional<String> first(String... names) {
        return readable(names).map(YamlNode.Scalar::text);
    }

    void take(String key, Map<String, YamlNode.Entry> settings, String... names) {
        readable(names)
                .ifPresent(scalar -> settings.put(key, new YamlNode.Entry(scalar.place(), scalar)));
    }

    void put(String key, String value, Map<String, YamlNode.Entry> settings) {
        settings.put(
                key,
                new YamlNode.Entry(host.place(), new YamlNode.Scalar(host.place(), value, false)));
    }

    FleetException fault(String text) {
        return Section.fault(host.place(), "host " + Place.quote(host.name()), text);
    }

    private Optional<YamlNode.Scalar> readable(String... names) {
        Optional<YamlNode.Scalar> found = scalar(names);
        found.ifPresent(scalar -> {
            String what =
                    scalar.text().startsWith(AnsibleInventory.VAULT)
                            ? "is encrypted by ansible-vault, which is not opened here"
                            : scalar.text().contains("{{")
                                    ? "is a template that only Ansible fills in"
                                    : "";
            if (!what.isEmpty()) {
                throw Section.fault(
                        scalar.place(),
                        "host " + Place.quote(host.name()),
                        String.join(" or ", names)
                                + " "
                                + what
                                + "; write the value in clear text, or let Ansible write the inventory: "
                                + "ansible-inventory --list > hosts.json");
            }
        });
        return found;
    }
}
