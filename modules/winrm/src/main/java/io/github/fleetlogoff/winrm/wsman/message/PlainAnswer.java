package io.github.fleetlogoff.winrm.wsman.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// Walks through an answer that is plain, as those of Windows are: elements, attributes and text of
/// ASCII (XML 1.0, 3.1; Namespaces in XML 1.0), and neither declaration nor comment, reference,
/// section or carriage return. Of the rest, and of what is no XML, it knows nothing but that
/// [ParsedAnswer] is to read it. For one thread.
final class PlainAnswer extends AnswerCursor {
    private static final byte[] XMLNS = "xmlns".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_ATTRIBUTES = 16;
    private static final int LONGEST_VALUE = 1 << 16;
    private static final int SPAN = 5;

    private final byte[] answer;
    private final Prefixes prefixes;
    // Where the names of the open elements begin and end.
    private final int[] starts = new int[MOST_DEPTH];
    private final int[] ends = new int[MOST_DEPTH];
    // Where names and values of the attributes of the last element begin and end, and the names
    // without their prefixes begin.
    private final int[] spans = new int[SPAN * MOST_ATTRIBUTES];
    private int attributes;
    private int next;
    private int textStart;
    private boolean endsAtOnce;

    PlainAnswer(byte[] answer) {
        super(answer);
        this.answer = answer;
        prefixes = new Prefixes(answer);
    }

    @Override
    Event read() throws XMLStreamException {
        if (endsAtOnce) {
            endsAtOnce = false;
            return leave();
        }
        textStart = next;
        while (at(next) != '<') {
            requireText(answer[next]);
            next++;
        }
        if (next > textStart) {
            // Nothing stands before the outermost element but blanks, and those are not plain.
            require(depth() > 0);
            return Event.TEXT;
        }
        next++;
        return at(next) == '/' ? end() : start();
    }

    private static void requireText(byte character) throws UnusualAnswerException {
        // What ends a section must not stand in text, nor does what ends a tag in plain ones.
        require((character >= ' ' || isBlank(character)) && character != '&' && character != '>');
    }

    private Event start() throws XMLStreamException {
        int depth = depth();
        require(depth < MOST_DEPTH);
        int start = next;
        int colon = name();
        starts[depth] = start;
        ends[depth] = next;
        attributes = 0;
        while (blanks() && isName(at(next))) {
            attribute(depth);
        }
        endsAtOnce = at(next) == '/';
        if (endsAtOnce) {
            next++;
        }
        take('>');
        prefixes.enter(start, colon, ends[depth]);
        for (int i = 0; i < attributes * SPAN; i += SPAN) {
            prefixes.requireBound(spans[i], spans[i + 4]);
        }
        return Event.START;
    }

    private void attribute(int depth) throws XMLStreamException {
        int start = next;
        int colon = name();
        int end = next;
        take('=');
        byte quote = at(next);
        require(quote == '"' || quote == '\'');
        int value = ++next;
        while (at(next) != quote) {
            require(answer[next] >= ' ' && answer[next] != '&' && answer[next] != '<');
            next++;
        }
        require(next - value <= LONGEST_VALUE);
        int head = colon < 0 ? end : colon;
        if (Arrays.equals(answer, start, head, XMLNS, 0, XMLNS.length)) {
            prefixes.bind(colon < 0 ? end : colon + 1, end, value, next, depth);
        } else {
            add(start, colon, end, value);
        }
        next++;
    }

    /// Adds an attribute whose value ends here.
    private void add(int start, int colon, int end, int value) throws UnusualAnswerException {
        require(attributes < MOST_ATTRIBUTES);
        int i = attributes++ * SPAN;
        int local = colon < 0 ? start : colon + 1;
        // Two prefixes may stand for one namespace.
        for (int other = 0; other < i; other += SPAN) {
            require(!Arrays.equals(answer, spans[other + 4], spans[other + 1], answer, local, end));
        }
        spans[i] = start;
        spans[i + 1] = end;
        spans[i + 2] = value;
        spans[i + 3] = next;
        spans[i + 4] = local;
    }

    private Event end() throws XMLStreamException {
        next++;
        int open = depth() - 1;
        require(open >= 0);
        int length = ends[open] - starts[open];
        require(
                length < answer.length - next
                        && Arrays.equals(
                                answer, next, next + length, answer, starts[open], ends[open]));
        next += length;
        blanks();
        take('>');
        return leave();
    }

    private Event leave() throws UnusualAnswerException {
        int around = depth() - 1;
        prefixes.leave(around);
        // What stands behind the outermost element is for the parser to judge.
        while (around == 0 && next < answer.length) {
            require(isBlank(answer[next]));
            next++;
        }
        return Event.END;
    }

    /// Goes behind a name.
    ///
    /// @return where its colon stands, -1 where there is none
    private int name() throws XMLStreamException {
        int colon = -1;
        boolean first = true;
        byte character = at(next);
        while (isName(character) || (isInName(character) && !first)) {
            first = false;
            character = at(++next);
            if (character == ':') {
                require(colon < 0);
                colon = next;
                first = true;
                character = at(++next);
            }
        }
        require(!first);
        return colon;
    }

    private static boolean isName(byte character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || character == '_';
    }

    private static boolean isInName(byte character) {
        return (character >= '0' && character <= '9') || character == '-' || character == '.';
    }

    /// Goes behind blanks.
    ///
    /// @return whether there were any
    private boolean blanks() throws XMLStreamException {
        int from = next;
        while (isBlank(at(next))) {
            next++;
        }
        return next > from;
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\n' || character == '\t';
    }

    private void take(char character) throws XMLStreamException {
        require(at(next) == character);
        next++;
    }

    private byte at(int index) throws UnusualAnswerException {
        require(index < answer.length);
        return answer[index];
    }

    static void require(boolean plain) throws UnusualAnswerException {
        if (!plain) {
            throw new UnusualAnswerException();
        }
    }

    @Override
    boolean is(String namespace, String name) {
        return prefixes.is(namespace, name);
    }

    @Override
    @Nullable String attribute(String name) {
        for (int i = 0; i < attributes * SPAN; i += SPAN) {
            if (Prefixes.equal(answer, spans[i], spans[i + 1], name)) {
                return latin(spans[i + 2], spans[i + 3]);
            }
        }
        return null;
    }

    @Override
    void appendTo(StringBuilder text) {
        text.append(latin(textStart, next));
    }

    private String latin(int from, int to) {
        return new String(answer, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
