package io.github.fleetlogoff.winrm.wsman.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// XML that is being written, in UTF-8. Names are ours; text may be anybody's, and is what a writer
/// of StAX would make of it in a third of the time: the session script goes out to every host. For
/// one thread.
final class Markup {
    private static final int MOST_DEPTH = 16;
    private static final byte[][] REFERENCES = references();

    private final String[] open = new String[MOST_DEPTH];
    private final List<byte[]> before = new ArrayList<>(2);
    private byte[] bytes;
    private int length;
    private int depth;
    private boolean inTag;

    /// @param room bytes that it will have, about
    Markup(int room) {
        bytes = new byte[room];
    }

    /// Goes on from markup that is ready.
    ///
    /// @param elements those that are open in it, from the outermost on
    /// @param room bytes that will be added, about
    static Markup from(byte[] ready, List<String> elements, int room) {
        Markup markup = new Markup(ready.length + room);
        markup.put(ready);
        for (String element : elements) {
            markup.open[markup.depth++] = element;
        }
        return markup;
    }

    private static byte[][] references() {
        byte[][] references = new byte[128][];
        references['&'] = ascii("&amp;");
        references['<'] = ascii("&lt;");
        references['>'] = ascii("&gt;");
        references['"'] = ascii("&quot;");
        // As such it would be read as a line feed (XML 1.0, 2.11), and in an attribute all three
        // as blanks (3.3.3).
        references['\r'] = ascii("&#13;");
        references['\n'] = ascii("&#10;");
        references['\t'] = ascii("&#9;");
        return references;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// Begins an element.
    ///
    /// @param name with its prefix
    Markup start(String name) {
        endTag();
        put((byte) '<');
        put(name);
        open[depth++] = name;
        inTag = true;
        return this;
    }

    /// An attribute of the element that has just begun.
    Markup attribute(String name, String value) throws MessageException {
        put((byte) ' ');
        put(name);
        put((byte) '=');
        put((byte) '"');
        escape(value);
        put((byte) '"');
        return this;
    }

    Markup text(String value) throws MessageException {
        endTag();
        escape(value);
        return this;
    }

    /// Markup that is ready.
    Markup ready(byte[] markup) {
        endTag();
        put(markup);
        return this;
    }

    /// What [#text] makes of a long text that goes into many messages, none of which has a copy.
    Markup shared(byte[] escaped) {
        endTag();
        before.add(Arrays.copyOf(bytes, length));
        before.add(escaped);
        length = 0;
        return this;
    }

    /// Makes a text ready for [#shared].
    static byte[] escaped(String value) throws MessageException {
        Markup text = new Markup(value.length() + value.length() / 4);
        text.escape(value);
        return Arrays.copyOf(text.bytes, text.length);
    }

    /// Ends the element that began last.
    Markup end() {
        String name = open[--depth];
        if (inTag) {
            put((byte) '/');
            put((byte) '>');
            inTag = false;
            return this;
        }
        put((byte) '<');
        put((byte) '/');
        put(name);
        put((byte) '>');
        return this;
    }

    /// Ends every element.
    ///
    /// @return the whole document
    Message document() {
        while (depth > 0) {
            end();
        }
        before.add(Arrays.copyOf(bytes, length));
        return new Message(before);
    }

    private void endTag() {
        if (inTag) {
            put((byte) '>');
            inTag = false;
        }
    }

    private void escape(String value) throws MessageException {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        // Of ASCII, control characters are found below.
        boolean single = utf8.length == value.length();
        if (!single) {
            requireLegal(value);
        }
        int from = 0;
        for (int i = 0; i < utf8.length; i++) {
            byte b = utf8[i];
            byte[] reference = b >= 0 ? REFERENCES[b] : null;
            if (reference != null) {
                put(utf8, from, i);
                put(reference);
                from = i + 1;
            } else if (b >= 0 && b < ' ') {
                throw illegal();
            } else if (b == '?' && single && value.charAt(i) != '?') {
                // Half a pair becomes one byte too.
                throw illegal();
            }
        }
        put(utf8, from, utf8.length);
    }

    /// What cannot stand in XML (XML 1.0, 2.2).
    private static void requireLegal(String value) throws MessageException {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isSurrogate(c)) {
                if (i + 1 == value.length() || !Character.isSurrogatePair(c, value.charAt(i + 1))) {
                    throw illegal();
                }
                i++;
            } else if (c >= 0xFFFE || (c < ' ' && REFERENCES[c] == null)) {
                throw illegal();
            }
        }
    }

    private static MessageException illegal() {
        return new MessageException("a character that XML has not got");
    }

    private void put(byte b) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length + 16);
        }
        bytes[length++] = b;
    }

    /// @param name in ASCII
    private void put(String name) {
        int count = name.length();
        makeRoom(count);
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) name.charAt(i);
        }
    }

    private void put(byte[] part) {
        put(part, 0, part.length);
    }

    private void put(byte[] part, int from, int end) {
        int count = end - from;
        makeRoom(count);
        System.arraycopy(part, from, bytes, length, count);
        length += count;
    }

    private void makeRoom(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
    }
}
