package io.github.fleetlogoff.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Switches over types and records of every kind, and what they come to; for
/// [CacheableClassesTest]. It needs nothing but the JDK.
public final class Specimen {
    /// Something to switch over.
    public sealed interface Thing {
        /// A switch in an interface, which has no classes of its own kind to be named after.
        default String kind() {
            return switch (this) {
                case Whole whole -> "whole " + whole.name();
                case Nothing _ -> "nothing";
            };
        }
    }

    /// A component of each kind.
    public record Whole(
            boolean truth,
            byte octet,
            char letter,
            short few,
            int number,
            long many,
            float rough,
            double fine,
            @Nullable String name,
            List<String> names)
            implements Thing {}

    public record Nothing() implements Thing {}

    private Specimen() {}

    public static List<String> findings() {
        List<String> findings = new ArrayList<>();
        Whole plain = whole(1, 2.0, "x");
        Thing nothing = new Nothing();
        for (Thing thing : List.of(plain, nothing)) {
            findings.add(thing.kind());
        }
        for (Object object :
                new @Nullable Object[] {
                    plain, whole(-1, 0, null), nothing, 7, "seven", "x", 'c', null
                }) {
            findings.add(chosen(object));
            findings.add(mixed(object));
        }
        List<Object> objects =
                List.of(
                        plain,
                        whole(1, 2.0, "x"),
                        whole(2, 2.0, "x"),
                        whole(1, Double.NaN, "x"),
                        whole(1, Double.NaN, "x"),
                        whole(1, 0.0, "x"),
                        whole(1, -0.0, "x"),
                        whole(1, 2.0, null),
                        whole(1, 2.0, null),
                        nothing,
                        new Nothing(),
                        "x");
        for (Object one : objects) {
            for (Object other : objects) {
                boolean same = one.equals(other);
                findings.add(same + (same ? " " + (one.hashCode() == other.hashCode()) : ""));
            }
        }
        findings.add(plain.toString());
        return findings;
    }

    private static Whole whole(int number, double fine, @Nullable String name) {
        return new Whole(
                true, (byte) 3, 'c', (short) 4, number, 5L, 6.5f, fine, name, List.of("a", "b"));
    }

    private static String chosen(@Nullable Object object) {
        return switch (object) {
            case null -> "null";
            case Whole whole when whole.number() < 0 -> "below";
            case Whole(_, _, _, _, int number, _, _, _, _, _) when number > 1 -> "above";
            case Whole _ -> "whole";
            case Nothing _ -> "nothing";
            case Integer number -> "number " + number;
            case CharSequence text -> "text " + text;
            default -> "other";
        };
    }

    private static String mixed(@Nullable Object object) {
        return switch (object) {
            case null -> "null";
            case String text when text.length() > 1 -> "long";
            case Integer _ -> "number";
            default -> "other";
        };
    }

    /// A case that is no type.
    static String constant(String text) {
        return switch (text) {
            case "x" -> "the constant";
            case String other when other.length() > 1 -> "long";
            default -> "short";
        };
    }
}
