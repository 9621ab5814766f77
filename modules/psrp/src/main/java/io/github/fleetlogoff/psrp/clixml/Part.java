package io.github.fleetlogoff.psrp.clixml;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an object is made of ([MS-PSRP] 2.2.5.2). Immutable.
public sealed interface Part {

    /// Its type and those above (2.2.5.2.3), `TN`.
    ///
    /// @param refId by which others may refer to it; absent = it is numbered when it is written
    record TypeNames(@Nullable Integer refId, List<String> names) implements Part {
        public TypeNames {
            names = List.copyOf(names);
        }
    }

    /// The same type names as another object's, `TNRef`. It is not followed.
    record SameTypeNames(int refId) implements Part {}

    /// What ToString() said of it (2.2.5.2.4).
    record Label(String text) implements Part {
        public Label {
            requireNonNull(text, "text is null");
        }
    }

    /// A value that it wraps (2.2.5.2.5), or an element of it that is not known.
    record Primitive(Value value) implements Part {
        public Primitive {
            requireNonNull(value, "value is null");
        }
    }

    /// Its elements (2.2.5.2.6).
    record Items(Holder holder, List<Value> items) implements Part {
        /// What holds them.
        public enum Holder {
            STACK("STK"),
            QUEUE("QUE"),
            LIST("LST"),
            ENUMERABLE("IE");

            private final String element;

            Holder(String element) {
                this.element = element;
            }

            String element() {
                return element;
            }
        }

        public Items {
            requireNonNull(holder, "holder is null");
            items = List.copyOf(items);
        }
    }

    /// Its pairs (2.2.5.2.6.5), `DCT`.
    record Dictionary(List<Entry> entries) implements Part {
        /// A pair.
        public record Entry(Value key, Value value) {
            public Entry {
                requireNonNull(key, "key is null");
                requireNonNull(value, "value is null");
            }
        }

        public Dictionary {
            entries = List.copyOf(entries);
        }
    }

    /// Its properties (2.2.5.2.8, 2.2.5.2.9).
    record Properties(Origin origin, List<Value.Property> properties) implements Part {
        /// Whose they are.
        public enum Origin {
            ADAPTED("Props"),
            EXTENDED("MS");

            private final String element;

            Origin(String element) {
                this.element = element;
            }

            String element() {
                return element;
            }
        }

        public Properties {
            requireNonNull(origin, "origin is null");
            properties = List.copyOf(properties);
        }
    }
}
