package io.github.fleetlogoff.winrm.wsman.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// Walks through the elements of an answer, and goes no deeper than any answer does. For one
/// thread.
abstract class AnswerCursor {
    static final int MOST_DEPTH = 32;
    private static final int LONGEST_NAME = 1024;
    private static final byte[] ENVELOPE_END = ":Envelope>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FAULT = "Fault".getBytes(StandardCharsets.US_ASCII);

    /// What comes next in an answer.
    enum Event {
        START,
        END,
        TEXT,
        OTHER
    }

    private final byte[] answer;
    private int depth;
    private boolean wanted = true;

    AnswerCursor(byte[] answer) {
        this.answer = answer;
    }

    /// Leaves what is to come of the answer unread, of which is only looked at whether it ends as
    /// an envelope does.
    ///
    /// @return whether it does; if not, it must be read to find out why
    boolean leaveRest() {
        wanted = !endsAsEnvelope(answer);
        return !wanted;
    }

    /// Whether an answer ends as an envelope does and the word that every fault has is nowhere in
    /// it; if not, it must be read to find out what it is.
    static boolean isPlainSuccess(byte[] answer) {
        for (int i = 0; i <= answer.length - FAULT.length; i++) {
            if (answer[i] == FAULT[0]
                    && Arrays.equals(answer, i, i + FAULT.length, FAULT, 0, FAULT.length)) {
                return false;
            }
        }
        return endsAsEnvelope(answer);
    }

    private static boolean endsAsEnvelope(byte[] answer) {
        int end = answer.length;
        while (end > 0 && answer[end - 1] <= ' ' && answer[end - 1] > 0) {
            end--;
        }
        int from = end - ENVELOPE_END.length;
        return from >= 0 && Arrays.equals(answer, from, end, ENVELOPE_END, 0, ENVELOPE_END.length);
    }

    /// Whether the rest of the answer is to be read.
    boolean isWanted() {
        return wanted;
    }

    /// How many elements are open.
    int depth() {
        return depth;
    }

    /// Goes to the next element that begins within another, at any depth.
    ///
    /// @param parent the depth of that other
    /// @return whether there is one; if not, the other has just ended
    boolean next(int parent) throws XMLStreamException {
        while (depth >= parent) {
            if (event() == Event.START) {
                return true;
            }
        }
        return false;
    }

    private Event event() throws XMLStreamException {
        Event event = read();
        if (event == Event.START && ++depth > MOST_DEPTH) {
            throw new XMLStreamException("deeper than any answer");
        }
        if (event == Event.END) {
            depth--;
        }
        return event;
    }

    /// Goes to what comes next; [#depth] is still that of what came before.
    abstract Event read() throws XMLStreamException;

    /// Whether the element that has just begun has this name, in a namespace that is not empty.
    abstract boolean is(String namespace, String name);

    /// The value of an attribute without a namespace, of the element that has just begun.
    abstract @Nullable String attribute(String name);

    /// Appends the text that has just come.
    abstract void appendTo(StringBuilder text);

    /// The text of the element that has just begun, to its end; what stands in elements within it
    /// is left out.
    StringBuilder text() throws XMLStreamException {
        int outer = depth;
        StringBuilder text = new StringBuilder();
        while (depth >= outer) {
            Event event = event();
            if (event == Event.TEXT && depth == outer) {
                appendTo(text);
            }
        }
        return text;
    }

    /// The text of an element that holds a name or a number.
    String word() throws XMLStreamException {
        StringBuilder text = text();
        if (text.length() > LONGEST_NAME) {
            throw new XMLStreamException("longer than any name");
        }
        return text.toString().strip();
    }
}
