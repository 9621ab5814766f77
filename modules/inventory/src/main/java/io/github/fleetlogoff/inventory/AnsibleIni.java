package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.model.FleetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Ansible's INI inventories: `[group]`, `[group:children]`, `[group:vars]`.
final class AnsibleIni {
    private static final Pattern SECTION =
            Pattern.compile("\\[([^:\\]\\s]+)(?::(\\w+))?]\\s*(?:#.*)?");

    private final AnsibleTree tree;
    private final Map<String, Place> undeclared = new LinkedHashMap<>();
    private final List<String> declared = new ArrayList<>();
    private String group = AnsibleTree.UNGROUPED;
    private String kind = "hosts";

    private AnsibleIni(String file) {
        this.tree = new AnsibleTree(new Place(file, 1, 1));
        declared.add(AnsibleTree.ALL);
        declared.add(AnsibleTree.UNGROUPED);
    }

    static AnsibleTree read(String text, String file) {
        AnsibleIni reader = new AnsibleIni(file);
        int number = 1;
        for (String line : text.lines().toList()) {
            String stripped = line.strip();
            if (!stripped.isEmpty() && stripped.charAt(0) != '#' && stripped.charAt(0) != ';') {
                reader.line(stripped, new Place(file, number, line.indexOf(stripped) + 1));
            }
            number++;
        }
        reader.undeclared.keySet().removeAll(reader.declared);
        reader.undeclared.forEach((name, place) -> {
            throw place.fault(
                    "there is no group "
                            + Place.quote(name)
                            + "; "
                            + Section.suggestion(name, reader.declared, "groups are: "));
        });
        return reader.tree;
    }

    private void line(String line, Place place) {
        Matcher section = SECTION.matcher(line);
        if (section.matches()) {
            section(section.group(1), section.group(2) == null ? "hosts" : section.group(2), place);
            return;
        }
        AnsibleTree.Member member = tree.group(group, place);
        switch (kind) {
            case "vars" -> variable(member, line, place);
            case "children" -> {
                String name = line.split("\\s+#", 2)[0].strip();
                undeclared.putIfAbsent(name, place);
                tree.child(member, tree.group(name, place));
            }
            default -> host(member, line, place);
        }
    }

    private void section(String name, String newKind, Place place) {
        if (!List.of("hosts", "children", "vars").contains(newKind)) {
            throw place.fault(
                    "a section is [group], [group:children] or [group:vars], not ':"
                            + newKind
                            + "'");
        }
        group = name;
        kind = newKind;
        if (kind.equals("vars")) {
            undeclared.putIfAbsent(name, place);
        } else {
            declared.add(name);
        }
        tree.group(name, place);
    }

    private static void variable(AnsibleTree.Member member, String line, Place place) {
        int equals = line.indexOf('=');
        if (equals < 1) {
            throw place.fault("a line of [" + member.name() + ":vars] is key=value");
        }
        String value = line.substring(equals + 1).strip();
        member.vars()
                .put(
                        line.substring(0, equals).strip(),
                        new YamlNode.Scalar(place, literal(value), false));
    }

    private void host(AnsibleTree.Member member, String line, Place place) {
        List<String> words = words(line, place);
        List<AnsibleTree.Member> hosts = tree.hosts(member, words.getFirst(), place);
        for (String word : words.subList(1, words.size())) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                // The word may be a part of a password that lost its quotes.
                throw place.fault(
                        "what follows a host is key=value, in quotes where it has blanks");
            }
            YamlNode value = new YamlNode.Scalar(place, literal(word.substring(equals + 1)), false);
            hosts.forEach(host -> host.vars().put(word.substring(0, equals), value));
        }
    }

    // Python literals: of these only quotes around a text change what we read.
    private static String literal(String value) {
        char first = value.isEmpty() ? ' ' : value.charAt(0);
        boolean quoted =
                value.length() > 1
                        && (first == '\'' || first == '"')
                        && value.indexOf(first, 1) == value.length() - 1;
        return quoted ? value.substring(1, value.length() - 1).replace("\\\\", "\\") : value;
    }

    /// The words of a line as a POSIX shell cuts it, up to a comment.
    private static List<String> words(String line, Place place) throws FleetException {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote != '\'' && c == '\\' && i + 1 < line.length()) {
                boolean kept = quote == '"' && "\"\\".indexOf(line.charAt(i + 1)) < 0;
                word.append(kept ? "\\" : "").append(line.charAt(++i));
                begun = true;
            } else if (quote != 0) {
                word.append(c);
            } else if (c == '\'' || c == '"') {
                quote = c;
                begun = true;
            } else if (c == '#') {
                break;
            } else if (Character.isWhitespace(c)) {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (quote != 0) {
            throw place.fault("a quote in this line is never closed");
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
