package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.HostSet;
import io.github.fleetlogoff.model.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A map of the inventory with a name for errors, and what is asked of its values.
///
/// @param owner what the section describes, like `group 'lab'`; empty at the top
record Section(YamlNode.Mapping mapping, String owner) {
    private static final int VALUE_LENGTH = 4096;
    private static final int NAME_LENGTH = 100;
    private static final String OPERATORS = "!&^";

    /// @param node a map, or nothing, which is an empty one
    static Section of(YamlNode node, String owner) {
        if (node instanceof YamlNode.Mapping mapping) {
            return new Section(mapping, owner);
        }
        if (node instanceof YamlNode.Scalar scalar && scalar.isNull()) {
            return new Section(new YamlNode.Mapping(node.place(), Map.of()), owner);
        }
        throw fault(node.place(), owner, "is " + node.kind() + ", not a map of keys and values");
    }

    /// A map without a key, at the place where one could stand.
    static Section empty(Place place, String owner) {
        return new Section(new YamlNode.Mapping(place, Map.of()), owner);
    }

    /// The top of a file.
    ///
    /// @param file what errors call it
    /// @param kind what it is, as an error names it
    /// @param key one that it could have
    static Section top(String text, String file, String kind, String key) {
        YamlNode root =
                YamlReader.read(SourceText.checked(text, file), file)
                        .filter(node ->
                                !(node instanceof YamlNode.Scalar scalar && scalar.isNull()))
                        .orElseThrow(() ->
                                new FleetException(
                                        FleetException.Code.INVENTORY,
                                        file
                                                + " is empty; a "
                                                + kind
                                                + " has keys like '"
                                                + key
                                                + "'"));
        if (root instanceof YamlNode.Mapping mapping) {
            return new Section(mapping, "");
        }
        throw root.place()
                .fault(
                        "the "
                                + kind
                                + " is "
                                + root.kind()
                                + "; it must be a map with keys like '"
                                + key
                                + "'");
    }

    static FleetException fault(Place place, String owner, String text) {
        return place.fault(owner.isEmpty() ? text : owner + ": " + text);
    }

    FleetException fault(Place place, String text) {
        return fault(place, owner, text);
    }

    Map<String, YamlNode.Entry> entries() {
        return mapping.entries();
    }

    Optional<YamlNode> get(String key) {
        return Optional.ofNullable(mapping.entries().get(key)).map(YamlNode.Entry::value);
    }

    Place place() {
        return mapping.place();
    }

    void onlyKeys(Collection<String> known) {
        entries()
                .forEach((key, entry) -> {
                    if (!known.contains(key)) {
                        throw fault(
                                entry.place(),
                                "unknown key "
                                        + Place.quote(key)
                                        + "; "
                                        + suggestion(key, known, "known are "));
                    }
                });
    }

    static String suggestion(String word, Collection<String> known, String otherwise) {
        return Nearest.to(word, known)
                .map(nearest -> "did you mean '" + nearest + "'?")
                .orElseGet(() ->
                        otherwise + (known.isEmpty() ? "none" : String.join(", ", firstOf(known))));
    }

    private static List<String> firstOf(Collection<String> known) {
        List<String> first = new ArrayList<>(known.stream().limit(12).map(Section::cut).toList());
        if (known.size() > first.size()) {
            first.add("…");
        }
        return first;
    }

    private static String cut(String word) {
        return word.length() <= 40 ? word : word.substring(0, 40) + "…";
    }

    /// A value that is one piece of text without control characters.
    String text(String key, YamlNode value) {
        if (!(value instanceof YamlNode.Scalar scalar) || scalar.isNull()) {
            throw fault(value.place(), key + " is " + value.kind() + "; it needs a single value");
        }
        String text = scalar.text();
        if (text.isBlank()) {
            throw fault(value.place(), key + " is empty");
        }
        if (text.length() > VALUE_LENGTH) {
            throw fault(value.place(), key + " is longer than " + VALUE_LENGTH + " characters");
        }
        if (Place.holdsControl(text)) {
            throw fault(value.place(), key + " holds a control character");
        }
        return text;
    }

    /// A whole number.
    long number(String key, YamlNode value, long least, long most) {
        String text = text(key, value);
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the one message for all that is no number in range
        }
        throw fault(
                value.place(),
                key
                        + " is "
                        + Place.quote(text)
                        + "; it must be a whole number from "
                        + least
                        + " to "
                        + most);
    }

    boolean flag(String key, YamlNode value) {
        String text = text(key, value);
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw fault(
                            value.place(),
                            key + " is " + Place.quote(text) + "; it must be true or false");
        };
    }

    /// One of a few words.
    String word(String key, YamlNode value, Collection<String> known) {
        String text = text(key, value);
        if (!known.contains(text)) {
            throw fault(
                    value.place(),
                    key
                            + " is "
                            + Place.quote(text)
                            + "; "
                            + suggestion(text, known, "it must be one of "));
        }
        return text;
    }

    /// The scalars of a list; a single scalar is a list of one, nothing is an empty list.
    List<YamlNode.Scalar> items(String key, YamlNode value) {
        if (value instanceof YamlNode.Scalar scalar) {
            return scalar.isNull() ? List.of() : List.of(scalar);
        }
        if (!(value instanceof YamlNode.Sequence sequence)) {
            throw fault(value.place(), key + " is " + value.kind() + "; it needs a list");
        }
        List<YamlNode.Scalar> scalars = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            if (!(item instanceof YamlNode.Scalar scalar) || scalar.isNull()) {
                throw fault(
                        item.place(),
                        key + " lists " + item.kind() + "; each element is a single value");
            }
            scalars.add(scalar);
        }
        return scalars;
    }

    /// The name of a group, credential or label: short, and nothing that a pattern reads otherwise.
    void checkName(String kind, String name, Place place) {
        if (name.isEmpty() || name.length() > NAME_LENGTH) {
            throw fault(
                    place, "the name of a " + kind + " has 1 to " + NAME_LENGTH + " characters");
        }
        if (!name.codePoints()
                .allMatch(c -> Character.isLetterOrDigit(c) || "-_. ".indexOf(c) >= 0)) {
            throw fault(
                    place,
                    kind
                            + " "
                            + Place.quote(name)
                            + ": a name holds letters, digits, blanks, '-', '_' and '.' only");
        }
    }

    /// The host names that an expression stands for, each checked.
    List<String> hostNames(String expression, Place place) {
        List<String> names;
        try {
            names = expanded(expression);
        } catch (IllegalArgumentException e) {
            throw fault(place, String.valueOf(e.getMessage()));
        }
        for (String name : names) {
            if (!isHostName(name)) {
                throw fault(
                        place,
                        "host "
                                + Place.quote(name)
                                + ": a name begins with a letter or digit and holds letters, digits, '-', '_', '.' and ':'"
                                + " only");
            }
        }
        return names;
    }

    /// The names that a group or file gives itself: sets with operators, but nothing that asks an
    /// inventory.
    private static List<String> expanded(String expression) {
        if (!hasOperator(expression)) {
            return HostSet.expand(expression);
        }
        Set<String> names = new LinkedHashSet<>();
        for (HostTerms.Term term : HostTerms.parse(expression).terms()) {
            Set<String> one = new LinkedHashSet<>(HostSet.expand(term.text()));
            switch (term.operator()) {
                case UNION -> names.addAll(one);
                case DIFFERENCE -> names.removeAll(one);
                case INTERSECTION -> names.retainAll(one);
                case EITHER ->
                        one.forEach(name -> {
                            if (!names.remove(name)) {
                                names.add(name);
                            }
                        });
            }
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "host set " + Place.quote(expression) + " stands for no name");
        }
        return List.copyOf(names);
    }

    private static boolean hasOperator(String expression) {
        for (int i = 0; i < expression.length(); i++) {
            if (OPERATORS.indexOf(expression.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    // DNS and NetBIOS names, and IP addresses with a zone.
    static boolean isHostName(String name) {
        int first = name.codePointAt(0);
        return (Character.isLetterOrDigit(first) || first == '_' || first == ':')
                && onlyLettersDigitsAnd("-_.:%", name);
    }

    private static boolean onlyLettersDigitsAnd(String others, String name) {
        for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
            int c = name.codePointAt(i);
            if (!Character.isLetterOrDigit(c) && others.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
