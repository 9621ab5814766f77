package io.github.fleetlogoff.inventory;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/// A piece of a YAML document with the place where it begins. No object is ever made from it.
sealed interface YamlNode {

    Place place();

    /// What it is, as an error names it.
    String kind();

    /// A single value.
    ///
    /// @param plain written without quotes
    record Scalar(Place place, String text, boolean plain) implements YamlNode {

        boolean isNull() {
            return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
        }

        @Override
        public String kind() {
            return isNull() ? "nothing" : "a single value";
        }
    }

    /// A list.
    record Sequence(Place place, List<YamlNode> items) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /// Keys and values.
    ///
    /// @param entries in the order of the file
    record Mapping(Place place, Map<String, Entry> entries) implements YamlNode {
        public Mapping {
            // Not copied: a big inventory has a map per host, and the reader lets go of its own.
            entries = Collections.unmodifiableMap(entries);
        }

        @Override
        public String kind() {
            return "a map";
        }
    }

    /// A value under its key.
    ///
    /// @param place where the key stands
    record Entry(Place place, YamlNode value) {}
}
