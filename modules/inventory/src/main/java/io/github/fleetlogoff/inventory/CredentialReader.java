package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.inventory.CredentialSource.PasswordSource;
import io.github.fleetlogoff.inventory.CredentialSource.ProofSource;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The `credentials` of an inventory. No error here repeats a value: a value may be a password in
/// the wrong place.
final class CredentialReader {
    private static final List<String> KEYS =
            List.of("username", "password", "keytab", "ticketCache", "pkcs12");
    private static final List<String> SOURCES = List.of("env", "file", "exec", "prompt");
    private static final String WAYS =
            "{env: VARIABLE}, {file: PATH}, {exec: [PROGRAM, ARGUMENT]} or {prompt: true}";
    private static final String PROOFS =
            "say where it comes from, "
                    + WAYS
                    + ", or give keytab: PATH or ticketCache: true for Kerberos";
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
        if (section.get("pkcs12").isPresent()) {
            return certificate(section, name, entry.place());
        }
        YamlNode username =
                section.get("username")
                        .orElseThrow(() ->
                                section.fault(
                                        entry.place(),
                                        "username is missing: DOMAIN\\name, name@domain or name"));
        String account = section.text("username", username);
        List<String> given =
                Stream.of("password", "keytab", "ticketCache")
                        .filter(key -> section.get(key).isPresent())
                        .toList();
        if (given.isEmpty()) {
            throw section.fault(entry.place(), "password is missing: " + PROOFS);
        }
        if (given.size() > 1) {
            throw section.fault(
                    entry.place(),
                    String.join(" and ", given) + " exclude each other: one of them is enough");
        }
        return new CredentialSource(name, account, proof(section, given.getFirst()));
    }

    private ProofSource proof(Section section, String key) {
        YamlNode value = section.get(key).orElseThrow();
        return switch (key) {
            case "keytab" -> new ProofSource.Keytab(Settings.path(section, key, value, folder));
            case "ticketCache" -> ticketCache(section, value);
            default -> new ProofSource.Password(password(section, value));
        };
    }

    private ProofSource ticketCache(Section section, YamlNode value) {
        if (section.text("ticketCache", value).equals("true")) {
            return new ProofSource.TicketCache(Optional.empty());
        }
        if (value instanceof YamlNode.Scalar scalar && scalar.text().equals("false")) {
            throw section.fault(value.place(), "ticketCache can only be true or a path");
        }
        return new ProofSource.TicketCache(
                Optional.of(Settings.path(section, "ticketCache", value, folder)));
    }

    private CredentialSource certificate(Section section, String name, Place place) {
        section.entries()
                .forEach((key, entry) -> {
                    if (!key.equals("pkcs12") && !key.equals("password")) {
                        throw section.fault(
                                entry.place(),
                                key
                                        + " does not go with pkcs12: the host maps the certificate to an account");
                    }
                });
        Path file = Settings.path(section, "pkcs12", section.get("pkcs12").orElseThrow(), folder);
        YamlNode password =
                section.get("password")
                        .orElseThrow(() ->
                                section.fault(
                                        place,
                                        "password is missing, that of the pkcs12 file: say where it comes from, "
                                                + WAYS));
        return new CredentialSource(
                name,
                String.valueOf(file.getFileName()),
                new ProofSource.Certificate(file, password(section, password)));
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
