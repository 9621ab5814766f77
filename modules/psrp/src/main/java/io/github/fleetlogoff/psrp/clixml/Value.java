package io.github.fleetlogoff.psrp.clixml;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A value of CLIXML ([MS-PSRP] 2.2.5). Immutable.
public sealed interface Value {
    Value NIL = new Nil();

    /// Text (2.2.5.1.1), `S`: any characters, those that XML has not got too.
    record Text(String text) implements Value {
        public Text {
            requireNonNull(text, "text is null");
        }
    }

    /// True or false (2.2.5.1.3), `B`.
    record Bool(boolean value) implements Value {}

    /// A signed number of 32 bits (2.2.5.1.11), `I32`.
    record Int32(int value) implements Value {}

    /// A signed number of 64 bits (2.2.5.1.13), `I64`.
    record Int64(long value) implements Value {}

    /// No value (2.2.5.1.20), `Nil`.
    record Nil() implements Value {}

    /// Another primitive (2.2.5.1): its element and its text as it was written, of which nothing is
    /// made.
    ///
    /// @param element one of [#ELEMENTS]
    record Scalar(String element, String text) implements Value {
        /// What there is beside the types of their own: numbers, times, bytes, versions, script
        /// blocks, and so on.
        public static final Set<String> ELEMENTS =
                Set.of(
                        "C", "DT", "TS", "By", "SB", "U16", "I16", "U32", "U64", "Sg", "Db", "D",
                        "BA", "G", "URI", "Version", "XD", "SBK", "SS", "PR");

        public Scalar {
            requireNonNull(text, "text is null");
            if (!ELEMENTS.contains(element)) {
                throw new IllegalArgumentException("element is not a primitive: " + element);
            }
        }

        /// A version, `2.3`.
        public static Scalar version(String text) {
            return new Scalar("Version", text);
        }
    }

    /// An object that stands elsewhere in the same text (2.2.5.2.1), `Ref`. It is not followed.
    record Reference(int refId) implements Value {}

    /// An object (2.2.5.2), `Obj`.
    ///
    /// @param refId by which others may refer to it; absent = it is numbered when it is written
    /// @param parts in the order in which they stand
    record Composite(@Nullable Integer refId, List<Part> parts) implements Value {
        public Composite {
            parts = List.copyOf(parts);
        }

        /// One that is numbered when it is written.
        public static Composite of(Part... parts) {
            return new Composite(null, List.of(parts));
        }

        /// One of nothing but extended properties, of which messages are made.
        public static Composite of(Property... properties) {
            return of(new Part.Properties(Part.Properties.Origin.EXTENDED, List.of(properties)));
        }

        /// A member of an enumeration, with its type and all types above.
        public static Composite enumeration(String type, String label, int value) {
            return of(
                    new Part.TypeNames(
                            null,
                            List.of(type, "System.Enum", "System.ValueType", "System.Object")),
                    new Part.Label(label),
                    new Part.Primitive(new Int32(value)));
        }

        /// The extended or else the adapted property of that name; of several the first.
        public Optional<Value> property(String name) {
            return named(name, Part.Properties.Origin.EXTENDED)
                    .or(() -> named(name, Part.Properties.Origin.ADAPTED));
        }

        private Optional<Value> named(String name, Part.Properties.Origin origin) {
            for (Part part : parts) {
                if (part instanceof Part.Properties properties && properties.origin() == origin) {
                    for (Property property : properties.properties()) {
                        if (property.name().equals(name)) {
                            return Optional.of(property.value());
                        }
                    }
                }
            }
            return Optional.empty();
        }

        /// What ToString() said of it.
        public Optional<String> label() {
            for (Part part : parts) {
                if (part instanceof Part.Label(String text)) {
                    return Optional.of(text);
                }
            }
            return Optional.empty();
        }

        /// The elements of a list, of a stack, a queue or an enumeration; empty where it is none.
        public List<Value> items() {
            List<Value> items = new ArrayList<>();
            for (Part part : parts) {
                if (part instanceof Part.Items sequence) {
                    items.addAll(sequence.items());
                }
            }
            return items;
        }

        /// The primitive that it holds, as a member of an enumeration does its number.
        public Optional<Value> primitive() {
            for (Part part : parts) {
                if (part instanceof Part.Primitive(Value value)) {
                    return Optional.of(value);
                }
            }
            return Optional.empty();
        }
    }

    /// What is not known.
    ///
    /// @param markup the whole element, its name in its object too
    record Opaque(String markup) implements Value {
        public Opaque {
            requireNonNull(markup, "markup is null");
        }
    }

    /// A value that has a name in its object.
    ///
    /// @param name empty where there was none
    record Property(String name, Value value) {
        public Property {
            requireNonNull(name, "name is null");
            requireNonNull(value, "value is null");
        }
    }

    /// Numbers whose elements have no type of their own here.
    Set<String> SMALL_NUMBERS = Set.of("By", "SB", "I16", "U16", "U32");

    /// The number that a value is or holds: members of enumerations may come bare or as objects,
    /// and with any underlying type.
    static Optional<Integer> number(Value value) {
        return switch (value) {
            case Int32(int number) -> Optional.of(number);
            case Int64(long number) when number == (int) number -> Optional.of((int) number);
            case Composite composite -> composite.primitive().flatMap(Value::number);
            case Scalar(String element, String text)
                    when SMALL_NUMBERS.contains(element) && text.matches("-?\\d{1,5}") ->
                    Optional.of(Integer.valueOf(text));
            case Text _, Bool _, Int64 _, Nil _, Scalar _, Reference _, Opaque _ ->
                    Optional.empty();
        };
    }
}
