package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.model.FleetException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// YAML text → nodes, from the parser's events. Composing them here bounds the nesting and refuses
/// tags, anchors and aliases at the first one, so that no document costs more than its length.
final class YamlReader {
    static final int NESTING = 20;
    // The scanner's cost grows with the square of a text without a line end.
    private static final int LINE_LENGTH = 1_000_000;
    private static final String TAG = "a tag ('!…') stands here; this file holds plain values only";

    // What Ansible's own tools write: https://docs.ansible.com, "YAML syntax", "Vault".
    private static final Set<String> FOREIGN_TAGS = Set.of("!vault", "!unsafe", "!vault-encrypted");

    private final String file;
    private final boolean foreign;
    private final Iterator<Event> events;

    private YamlReader(String text, String file, boolean foreign) {
        this.file = file;
        this.foreign = foreign;
        LoadSettings settings =
                LoadSettings.builder()
                        .setLabel("file")
                        .setCodePointLimit(SourceText.LIMIT_BYTES)
                        .build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /// Reads the only document of a text; empty where there is none.
    ///
    /// @throws FleetException where the text is not YAML or uses what our files must not
    static Optional<YamlNode> read(String text, String file) {
        return read(text, file, false);
    }

    /// The same for a document of Ansible's: a text may be tagged `!vault` or `!unsafe`.
    static Optional<YamlNode> readForeign(String text, String file) {
        return read(text, file, true);
    }

    private static Optional<YamlNode> read(String text, String file, boolean foreign) {
        try {
            int longLine = longLine(text);
            if (longLine > 0) {
                throw new Place(file, longLine, 1)
                        .fault(
                                "the line is longer than 1,000,000 characters; write one host a line");
            }
            return new YamlReader(text, file, foreign).document();
        } catch (MarkedYamlEngineException e) {
            // The exception's own text quotes the line, which may hold a secret: only its problem
            // is taken over.
            Place place =
                    e.getProblemMark()
                            .map(mark -> place(mark, file))
                            .orElseGet(() -> new Place(file, 1, 1));
            throw place.fault(reason(e.getProblem()));
        } catch (YamlEngineException e) {
            throw new Place(file, 1, 1).fault("the text cannot be read as YAML");
        }
    }

    /// The first line that the scanner must not be given; 0 where there is none.
    static int longLine(String text) {
        int line = 1;
        int start = 0;
        while (start < text.length()) {
            int feed = text.indexOf('\n', start);
            int end = feed < 0 ? text.length() : feed;
            if (end - start > LINE_LENGTH) {
                return line;
            }
            line++;
            start = end + 1;
        }
        return 0;
    }

    private static String reason(String problem) {
        if (problem.contains("TAB") || problem.contains("'\\t'")) {
            return "a tab stands here; YAML indents with blanks";
        }
        if (problem.contains("tag")) {
            // The parser's own sentence repeats the tag, and a password may begin with an
            // exclamation mark.
            return TAG;
        }
        String sentence = "not YAML: " + problem.replaceAll("\\p{Cntrl}", "");
        if (problem.contains("',' or ']'") || problem.contains("',' or '}'")) {
            return sentence + "; a host set inside [ ] or { } needs quotes: \"lab-[01-40]\"";
        }
        return sentence;
    }

    private Optional<YamlNode> document() {
        Optional<YamlNode> root = Optional.empty();
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
                case DocumentStart -> {
                    if (root.isPresent()) {
                        throw place(event)
                                .fault("a second document begins; this file is one document");
                    }
                    if (event instanceof DocumentStartEvent start && !start.getTags().isEmpty()) {
                        throw place(event).fault("YAML directives and tags are not read here");
                    }
                    root = Optional.of(node(events.next(), 0));
                }
                case Alias, Scalar, SequenceStart, SequenceEnd, MappingStart, MappingEnd ->
                        throw place(event).fault("not YAML: no document has begun");
            }
        }
        return root;
    }

    private YamlNode node(Event event, int depth) {
        Place place = place(event);
        refuseReferencesAndTags(event, place);
        if (depth > NESTING) {
            throw place.fault("lists and maps are nested deeper than " + NESTING + " levels");
        }
        if (event instanceof ScalarEvent scalar) {
            return new YamlNode.Scalar(place, scalar.getValue(), scalar.isPlain());
        }
        return event.getEventId() == Event.ID.SequenceStart
                ? sequence(place, depth)
                : mapping(place, depth);
    }

    private void refuseReferencesAndTags(Event event, Place place) {
        boolean tagged =
                event instanceof ScalarEvent scalar
                        ? scalar.getTag()
                                .filter(tag -> !foreign || !FOREIGN_TAGS.contains(tag))
                                .isPresent()
                        : event instanceof CollectionStartEvent start && start.getTag().isPresent();
        if (tagged) {
            throw place.fault(TAG);
        }
        boolean anchored = event instanceof NodeEvent node && node.getAnchor().isPresent();
        if (event.getEventId() == Event.ID.Alias || anchored) {
            throw place.fault(
                    "an anchor or alias ('&…', '*…') stands here, and this file has none: put quotes around a"
                            + " text that begins with & or *, and say in an inventory under 'defaults' or a"
                            + " group what several hosts share");
        }
    }

    private YamlNode sequence(Place place, int depth) {
        List<YamlNode> items = new ArrayList<>();
        for (Event event = events.next();
                event.getEventId() != Event.ID.SequenceEnd;
                event = events.next()) {
            items.add(node(event, depth + 1));
        }
        return new YamlNode.Sequence(place, items);
    }

    private YamlNode mapping(Place place, int depth) {
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>(4);
        for (Event event = events.next();
                event.getEventId() != Event.ID.MappingEnd;
                event = events.next()) {
            YamlNode key = node(event, depth + 1);
            if (!(key instanceof YamlNode.Scalar scalar)) {
                throw key.place().fault("a key is " + key.kind() + "; keys are single words");
            }
            YamlNode.Entry entry =
                    new YamlNode.Entry(scalar.place(), node(events.next(), depth + 1));
            YamlNode.Entry before = entries.putIfAbsent(scalar.text(), entry);
            if (before != null) {
                throw key.place()
                        .fault(
                                "the key "
                                        + Place.quote(scalar.text())
                                        + " stands here again, first in line "
                                        + before.place().line());
            }
        }
        return new YamlNode.Mapping(place, entries);
    }

    private Place place(Event event) {
        return event.getStartMark()
                .map(mark -> place(mark, file))
                .orElseGet(() -> new Place(file, 1, 1));
    }

    private static Place place(Mark mark, String file) {
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
