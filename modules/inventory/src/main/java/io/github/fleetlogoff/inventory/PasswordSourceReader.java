package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.inventory.CredentialSource.PasswordSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Where an inventory says that a password comes from. No error here repeats a value.
///
/// @param folder what paths are relative to, and where programs run
record PasswordSourceReader(Path folder) {
    static final String WAYS =
            "{env: VARIABLE}, {file: PATH}, {exec: [PROGRAM, ARGUMENT]}, {keystore: …}, {keychain: NAME},"
                    + " {laps: true} or {prompt: true}";
    private static final List<String> SOURCES =
            List.of("env", "file", "exec", "keystore", "keychain", "laps", "prompt");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /// @param section the credential
    PasswordSource read(Section section, YamlNode node) {
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
            case "keystore" -> keystore(ways, value);
            case "keychain" -> new PasswordSource.Keychain(ways.text("keychain", value));
            case "laps" -> {
                onlyTrue(ways, "laps", value);
                yield new PasswordSource.Laps(section.get("username").isPresent());
            }
            default -> {
                onlyTrue(ways, "prompt", value);
                yield new PasswordSource.Asked();
            }
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

    private PasswordSource keystore(Section ways, YamlNode value) {
        Section keystore = Section.of(value, ways.owner() + ", keystore");
        keystore.onlyKeys(List.of("file", "alias", "password"));
        for (String key : List.of("file", "alias", "password")) {
            if (keystore.get(key).isEmpty()) {
                throw keystore.fault(
                        value.place(),
                        key + " is missing: {keystore: {file: PATH, alias: NAME, password: …}}");
            }
        }
        YamlNode password = keystore.get("password").orElseThrow();
        PasswordSource opening = read(keystore, password);
        if (opening instanceof PasswordSource.Laps || opening instanceof PasswordSource.Keystore) {
            throw keystore.fault(
                    password.place(), "the password of a keystore comes from elsewhere than that");
        }
        return new PasswordSource.Keystore(
                Settings.path(keystore, "file", keystore.get("file").orElseThrow(), folder),
                keystore.text("alias", keystore.get("alias").orElseThrow()),
                opening);
    }

    private static void onlyTrue(Section ways, String key, YamlNode value) {
        if (!ways.flag(key, value)) {
            throw ways.fault(value.place(), key + " can only be true");
        }
    }
}
