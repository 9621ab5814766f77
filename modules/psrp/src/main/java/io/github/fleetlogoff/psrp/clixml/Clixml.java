package io.github.fleetlogoff.psrp.clixml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads and writes the body of a message: one value, or nothing. Thread-safe.
public final class Clixml {
    /// How deep elements may nest. PowerShell's own serializer goes 50 objects deep at the most,
    /// and an object in a dictionary is four elements.
    public static final int MOST_DEPTH = 256;

    /// How many elements a text may have.
    public static final int MOST_ELEMENTS = 200_000;

    private Clixml() {}

    /// Reads a value.
    ///
    /// @param text UTF-8, with or without a byte order mark
    /// @return empty where there is no text: a null input or output is sent so
    /// @throws ClixmlException for what is no XML, is no CLIXML where the element is known, or is
    ///   beyond [#MOST_DEPTH] or [#MOST_ELEMENTS]
    public static Optional<Value> read(byte[] text) throws ClixmlException {
        return ClixmlReader.read(text);
    }

    /// Writes a value as it is, but numbers what has no number yet.
    public static byte[] write(Value value, Form form) {
        return new ClixmlWriter(form).write(new Numbering().of(value));
    }

    /// Gives objects and type names their numbers, in the order in which they stand, as PowerShell
    /// does; type names that were there before become a reference.
    private static final class Numbering {
        private final Map<List<String>, Integer> types = new HashMap<>();
        private int objects;

        Value of(Value value) {
            return value instanceof Value.Composite composite && composite.refId() == null
                    ? numbered(composite)
                    : value;
        }

        private Value numbered(Value.Composite composite) {
            int refId = objects++;
            List<Part> parts = new ArrayList<>(composite.parts().size());
            composite.parts().forEach(part -> parts.add(numbered(part)));
            return new Value.Composite(refId, parts);
        }

        private Part numbered(Part part) {
            return switch (part) {
                case Part.TypeNames(Integer refId, List<String> names) when refId == null -> {
                    Integer known = types.putIfAbsent(names, types.size());
                    yield known == null
                            ? new Part.TypeNames(types.size() - 1, names)
                            : new Part.SameTypeNames(known);
                }
                case Part.TypeNames _, Part.SameTypeNames _, Part.Label _ -> part;
                case Part.Primitive(Value value) -> new Part.Primitive(of(value));
                case Part.Items(Part.Items.Holder holder, List<Value> items) ->
                        new Part.Items(holder, items.stream().map(this::of).toList());
                case Part.Dictionary(List<Part.Dictionary.Entry> entries) ->
                        new Part.Dictionary(
                                entries.stream()
                                        .map(entry ->
                                                new Part.Dictionary.Entry(
                                                        of(entry.key()), of(entry.value())))
                                        .toList());
                case Part.Properties(
                                Part.Properties.Origin origin,
                                List<Value.Property> properties) ->
                        new Part.Properties(
                                origin,
                                properties.stream()
                                        .map(property ->
                                                new Value.Property(
                                                        property.name(), of(property.value())))
                                        .toList());
            };
        }
    }
}
