package io.github.fleetlogoff.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.fleetlogoff.model.Word;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The fields of one JSON object of the journal, read strictly: a value of another type is an
/// error, a field that nobody asks for is none.
final class Fields {
    private final JsonNode node;
    private final String path;

    private Fields(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    /// Turns one object into a value.
    @FunctionalInterface
    interface Form<T> {
        T read(Fields fields) throws EventFormatException;
    }

    static Fields of(JsonNode object) {
        return new Fields(object, "");
    }

    boolean has(String name) {
        return value(name) != null;
    }

    String text(String name) throws EventFormatException {
        return present(name, optionalText(name));
    }

    @Nullable String optionalText(String name) throws EventFormatException {
        JsonNode value = value(name);
        if (value != null && !value.isTextual()) {
            throw bad(name, "is not a text", null);
        }
        return value == null ? null : value.textValue();
    }

    int number(String name) throws EventFormatException {
        return present(name, optionalNumber(name));
    }

    @Nullable Integer optionalNumber(String name) throws EventFormatException {
        JsonNode value = value(name);
        if (value != null && !(value.isIntegralNumber() && value.canConvertToInt())) {
            throw bad(name, "is not a whole number of 32 bits", null);
        }
        return value == null ? null : value.intValue();
    }

    long longNumber(String name) throws EventFormatException {
        return present(name, optionalLong(name));
    }

    @Nullable Long optionalLong(String name) throws EventFormatException {
        JsonNode value = value(name);
        if (value != null && !(value.isIntegralNumber() && value.canConvertToLong())) {
            throw bad(name, "is not a whole number of 64 bits", null);
        }
        return value == null ? null : value.longValue();
    }

    boolean flag(String name) throws EventFormatException {
        JsonNode value = value(name);
        if (value == null || !value.isBoolean()) {
            throw bad(name, "is not true or false", null);
        }
        return value.booleanValue();
    }

    /// A flag that is left out where it is false.
    boolean isSet(String name) throws EventFormatException {
        return value(name) != null && flag(name);
    }

    boolean isThere(String name) {
        return value(name) != null;
    }

    /// A text with a form of its own.
    <T> T parsed(String name, Function<String, T> parser) throws EventFormatException {
        try {
            return parser.apply(text(name));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw bad(name, "cannot be read: " + e.getMessage(), e);
        }
    }

    Instant instant(String name) throws EventFormatException {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException e) {
            throw bad(name, "is not an instant", e);
        }
    }

    @Nullable Instant optionalInstant(String name) throws EventFormatException {
        return has(name) ? instant(name) : null;
    }

    Duration duration(String name) throws EventFormatException {
        return present(name, optionalDuration(name));
    }

    @Nullable Duration optionalDuration(String name) throws EventFormatException {
        String text = optionalText(name);
        try {
            return text == null ? null : Duration.parse(text);
        } catch (DateTimeException e) {
            throw bad(name, "is not a duration", e);
        }
    }

    <E extends Enum<E> & Word> E word(String name, Class<E> type) throws EventFormatException {
        return present(name, optionalWord(name, type));
    }

    <E extends Enum<E> & Word> @Nullable E optionalWord(String name, Class<E> type)
            throws EventFormatException {
        String word = optionalText(name);
        if (word == null) {
            return null;
        }
        Optional<E> found = Word.find(type, word);
        return found.orElseThrow(
                () -> bad(name, "is a word that this version does not know: " + word, null));
    }

    <T> T object(String name, Form<T> form) throws EventFormatException {
        JsonNode value = value(name);
        if (value == null || !value.isObject()) {
            throw bad(name, "is not an object", null);
        }
        return form.read(new Fields(value, path + name + "."));
    }

    <T> @Nullable T optionalObject(String name, Form<T> form) throws EventFormatException {
        return value(name) == null ? null : object(name, form);
    }

    <T> List<T> objects(String name, Form<T> form) throws EventFormatException {
        List<T> read = new ArrayList<>();
        for (JsonNode item : array(name)) {
            if (!item.isObject()) {
                throw bad(name, "holds what is not an object", null);
            }
            read.add(form.read(new Fields(item, path + name + "[" + read.size() + "].")));
        }
        return read;
    }

    List<String> texts(String name) throws EventFormatException {
        List<String> read = new ArrayList<>();
        for (JsonNode item : array(name)) {
            if (!item.isTextual()) {
                throw bad(name, "holds what is not a text", null);
            }
            read.add(item.textValue());
        }
        return read;
    }

    SortedMap<String, String> textsByName(String name) throws EventFormatException {
        JsonNode value = value(name);
        if (value == null || !value.isObject()) {
            throw bad(name, "is not an object", null);
        }
        SortedMap<String, String> read = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            if (!field.getValue().isTextual()) {
                throw bad(name, "holds what is not a text", null);
            }
            read.put(field.getKey(), field.getValue().textValue());
        }
        return read;
    }

    List<Integer> numbers(String name) throws EventFormatException {
        List<Integer> read = new ArrayList<>();
        for (JsonNode item : array(name)) {
            if (!item.isIntegralNumber() || !item.canConvertToInt()) {
                throw bad(name, "holds what is not a whole number of 32 bits", null);
            }
            read.add(item.intValue());
        }
        return read;
    }

    private JsonNode array(String name) throws EventFormatException {
        JsonNode value = value(name);
        if (value == null || !value.isArray()) {
            throw bad(name, "is not a list", null);
        }
        return value;
    }

    private @Nullable JsonNode value(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private <T> T present(String name, @Nullable T value) throws EventFormatException {
        if (value == null) {
            throw bad(name, "is missing", null);
        }
        return value;
    }

    private EventFormatException bad(String name, String what, @Nullable Throwable cause) {
        return new EventFormatException(
                EventFormatException.Kind.BAD_FIELD, "\"" + path + name + "\" " + what, cause);
    }
}
