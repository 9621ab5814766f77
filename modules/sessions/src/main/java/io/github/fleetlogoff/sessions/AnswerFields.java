package io.github.fleetlogoff.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.fleetlogoff.model.Word;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The fields of one JSON object of an answer. A field that is missing or of another type refuses
/// the answer; one that is too many does not matter.
///
/// @param where how a refusal names the object
record AnswerFields(JsonNode object, String where) {
    /// Characters of a name, a time and the like.
    private static final int NAME_LIMIT = 4096;

    /// Characters of a message that are kept.
    private static final int MESSAGE_LIMIT = 4096;

    static AnswerFields of(JsonNode node, String where) throws RefusedAnswer {
        if (!node.isObject()) {
            throw new RefusedAnswer(where + " is not an object");
        }
        return new AnswerFields(node, where);
    }

    JsonNode array(String name) throws RefusedAnswer {
        JsonNode node = node(name);
        if (!node.isArray()) {
            throw wrong(name, "an array");
        }
        return node;
    }

    String text(String name) throws RefusedAnswer {
        return textOrNone(name).orElseThrow(() -> wrong(name, "a text"));
    }

    /// Empty where it is null or an empty text: the tools leave blank what is not there.
    Optional<String> textOrNone(String name) throws RefusedAnswer {
        Optional<String> text = string(name);
        if (text.isPresent() && text.get().length() > NAME_LIMIT) {
            throw wrong(name, "a text of at most " + NAME_LIMIT + " characters");
        }
        return text.filter(value -> !value.isEmpty());
    }

    /// A text that may be long and is cut.
    Optional<String> message(String name) throws RefusedAnswer {
        return string(name)
                .map(text ->
                        text.length() > MESSAGE_LIMIT
                                ? wholeCharacters(text.substring(0, MESSAGE_LIMIT)) + "…"
                                : text);
    }

    boolean truth(String name) throws RefusedAnswer {
        return truthOrNone(name).orElseThrow(() -> wrong(name, "true or false"));
    }

    Optional<Boolean> truthOrNone(String name) throws RefusedAnswer {
        JsonNode node = node(name);
        if (node.isNull()) {
            return Optional.empty();
        }
        if (!node.isBoolean()) {
            throw wrong(name, "true or false");
        }
        return Optional.of(node.booleanValue());
    }

    int integer(String name, int least, int most) throws RefusedAnswer {
        return integerOrNone(name, least, most).orElseThrow(() -> wrong(name, "a number"));
    }

    Optional<Integer> integerOrNone(String name, int least, int most) throws RefusedAnswer {
        JsonNode node = node(name);
        if (node.isNull()) {
            return Optional.empty();
        }
        if (!node.isIntegralNumber()
                || !node.canConvertToInt()
                || node.intValue() < least
                || node.intValue() > most) {
            throw wrong(name, "a whole number from " + least + " to " + most);
        }
        return Optional.of(node.intValue());
    }

    <E extends Enum<E> & Word> Optional<E> wordOrNone(String name, Class<E> type)
            throws RefusedAnswer {
        Optional<String> word = string(name);
        if (word.isEmpty()) {
            return Optional.empty();
        }
        Optional<E> found = Word.find(type, word.get());
        if (found.isEmpty()) {
            throw wrong(name, "a word of this contract");
        }
        return found;
    }

    RefusedAnswer wrong(String name, String wanted) {
        return new RefusedAnswer(where + "." + name + " is not " + wanted);
    }

    private Optional<String> string(String name) throws RefusedAnswer {
        JsonNode node = node(name);
        if (node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw wrong(name, "a text");
        }
        return Optional.of(wholeCharacters(node.textValue()));
    }

    private JsonNode node(String name) throws RefusedAnswer {
        @Nullable JsonNode node = object.get(name);
        if (node == null) {
            throw new RefusedAnswer(where + "." + name + " is missing");
        }
        return node;
    }

    // Half a surrogate pair, as a cut name may end in, can be written to no file.
    private static String wholeCharacters(String text) {
        return hasSurrogate(text) ? withoutHalves(text) : text;
    }

    private static boolean hasSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static String withoutHalves(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints().forEach(point -> whole.appendCodePoint(isHalf(point) ? 0xFFFD : point));
        return whole.toString();
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
