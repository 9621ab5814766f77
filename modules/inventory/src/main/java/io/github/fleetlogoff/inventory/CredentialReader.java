package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.inventory.CredentialSource.PasswordSource;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The `credentials` of an inventory. No error here repeats a value: a value may be a password in
/// the wrong place.
final class CredentialReader {
    private static final List<String> KEYS = List.of("username", "password");
    private static final List<String> SOURCES = List.of("env", "file", "exec", "prompt");
    private static final String WAYS =
            "{env: VARIABLE}, {file: PATH}, {exec: [PROGRAM, ARGUMENT]} or {prompt: true}";
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Path folder;

    private CredentialReader(Path folder) {
        this.folder = folder;
    }

    /// @param folder what `file` is relative to, and where `exec` runs
    static Map<String, CredentialSource> read(Section credentials, Path folder) {
        CredentialReader reader = new CredentialReader(folder);
        Map<String, CredentialSource> sources = new LinkedHashMap<>();
        credentials
                .entries()
                .forEach((name, entry) -> sources.put(name, reader.credential(name, entry)));
        return sources;
    }

    private CredentialSource credential(String name, YamlNode.Entry entry) {
        Section section = Section.of(entry.value(), "credential " + Place.quote(name));
        section.checkName("credential", name, entry.place());
        section.onlyKeys(KEYS);
        YamlNode username =
                section.get("username")
                        .orElseThrow(() ->
                                section.fault(
                                        entry.place(),
                                        "username is missing: DOMAIN\\name, name@domain or name"));
        YamlNode password =
                section.get("password")
                        .orElseThrow(() ->
                                section.fault(
                                        entry.place(),
                                        "password is missing: say where it comes from, " + WAYS));
        return new CredentialSource(
                name, section.text("username", username), password(section, password));
    }

    private PasswordSource password(Section section, YamlNode node) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            throw section.fault(
                    node.place(),
                    "no password may stand in the inventory; say where it comes from: " + WAYS);
        }
        Section ways = new Section(mapping, section.owner() + ", password");
        ways.onlyKeys(SOURCES);
        if (ways.entries().size() != 1) {
            throw ways.fault(node.place(), "a password comes from exactly one place: " + WAYS);
        }
        Map.Entry<String, YamlNode.Entry> way = ways.entries().entrySet().iterator().next();
        YamlNode value = way.getValue().value();
        return switch (way.getKey()) {
            case "env" -> environment(ways, value);
            case "file" -> new PasswordSource.File(Settings.path(ways, "file", value, folder));
            case "exec" -> program(ways, value);
            default -> prompt(ways, value);
        };
    }

    private static PasswordSource environment(Section ways, YamlNode value) {
        String variable = ways.text("env", value);
        if (!VARIABLE.matcher(variable).matches()) {
            throw ways.fault(value.place(), "env is not the name of an environment variable");
        }
        return new PasswordSource.Environment(variable);
    }

    private PasswordSource program(Section ways, YamlNode value) {
        if (!(value instanceof YamlNode.Sequence)) {
            throw ways.fault(
                    value.place(),
                    "exec is a list of words, [PROGRAM, ARGUMENT]: no shell splits them");
        }
        List<String> words =
                ways.items("exec", value).stream()
                        .map(item -> item.text().isEmpty() ? "" : ways.text("exec", item))
                        .toList();
        if (words.isEmpty() || words.getFirst().isEmpty()) {
            throw ways.fault(value.place(), "exec names no program");
        }
        return new PasswordSource.Program(words, folder);
    }

    private static PasswordSource prompt(Section ways, YamlNode value) {
        if (!ways.flag("prompt", value)) {
            throw ways.fault(value.place(), "prompt can only be true");
        }
        return new PasswordSource.Asked();
    }
}
