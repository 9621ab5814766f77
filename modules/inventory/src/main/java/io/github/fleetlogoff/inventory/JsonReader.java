package io.github.fleetlogoff.inventory;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// JSON → the same nodes as YAML. Programs print their inventory as one line of megabytes, which
/// the YAML scanner must not be given.
final class JsonReader {
    private static final Pattern OBJECT = Pattern.compile("\\s*\\{\\s*[\"}]");

    private final String file;
    private final JsonParser parser;

    private JsonReader(String file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /// The object that a text is; empty where the text is none and YAML may know more.
    ///
    /// @throws io.github.fleetlogoff.model.FleetException for keys that stand twice, and where it
    ///   is nested too deep
    static Optional<YamlNode.Mapping> read(String text, String file) {
        if (!OBJECT.matcher(text).lookingAt()) {
            return Optional.empty();
        }
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            parser.nextToken();
            YamlNode.Mapping root = new JsonReader(file, parser).mapping(0);
            // What follows is YAML's to judge, and so is what is no JSON: `{"a": b}`.
            return parser.nextToken() == null ? Optional.of(root) : Optional.empty();
        } catch (JsonProcessingException e) {
            if (YamlReader.longLine(text) == 0) {
                return Optional.empty();
            }
            // The exception's own text quotes what may be a secret.
            JsonLocation location = e.getLocation();
            throw new Place(file, location.getLineNr(), location.getColumnNr())
                    .fault("not JSON: the text ends too early, or something else is due here");
        } catch (IOException e) {
            throw new Place(file, 1, 1).fault("the text cannot be read as JSON");
        }
    }

    private YamlNode node(int depth) throws IOException {
        if (depth > YamlReader.NESTING) {
            throw place().fault(
                            "lists and maps are nested deeper than "
                                    + YamlReader.NESTING
                                    + " levels");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(depth);
            case START_ARRAY -> sequence(depth);
            case VALUE_STRING -> new YamlNode.Scalar(place(), parser.getText(), false);
            default -> new YamlNode.Scalar(place(), parser.getText(), true);
        };
    }

    private YamlNode.Mapping mapping(int depth) throws IOException {
        Place start = place();
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>(4);
        while (next() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Place place = place();
            next();
            YamlNode.Entry before =
                    entries.putIfAbsent(key, new YamlNode.Entry(place, node(depth + 1)));
            if (before != null) {
                throw place.fault(
                        "the key "
                                + Place.quote(key)
                                + " stands here again, first in line "
                                + before.place().line());
            }
        }
        return new YamlNode.Mapping(start, entries);
    }

    private YamlNode.Sequence sequence(int depth) throws IOException {
        Place start = place();
        List<YamlNode> items = new ArrayList<>();
        while (next() != JsonToken.END_ARRAY) {
            items.add(node(depth + 1));
        }
        return new YamlNode.Sequence(start, items);
    }

    private JsonToken next() throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new JsonEOFException(parser, null, "the text ends early");
        }
        return token;
    }

    private Place place() {
        JsonLocation location = parser.currentTokenLocation();
        return new Place(file, location.getLineNr(), location.getColumnNr());
    }
}
