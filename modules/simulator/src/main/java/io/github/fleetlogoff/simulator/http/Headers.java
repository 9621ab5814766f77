package io.github.fleetlogoff.simulator.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Header fields in their order; names are compared without regard to case (RFC 9110, 5.1).
/// Immutable.
public record Headers(List<Field> fields) {

    /// One header field.
    public record Field(String name, String value) {}

    /// No header field.
    public static final Headers NONE = new Headers(List.of());

    public Headers {
        fields = List.copyOf(fields);
    }

    /// The first value of a field.
    public Optional<String> first(String name) {
        for (Field field : fields) {
            if (field.name.equalsIgnoreCase(name)) {
                return Optional.of(field.value);
            }
        }
        return Optional.empty();
    }

    /// Every value of a field.
    public List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name.equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    /// Whether a comma-separated field such as `Connection` has this token.
    public boolean hasToken(String name, String token) {
        for (String value : all(name)) {
            for (String part : value.split(",", -1)) {
                if (part.strip().equalsIgnoreCase(token)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// The same with one field more.
    public Headers with(String name, String value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new Headers(more);
    }
}
