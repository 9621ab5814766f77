package io.github.fleetlogoff.sessions;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes the JSON text of an answer out of what a host printed: from between two sentinel lines,
/// its lines joined. What stands before and after (a profile's greeting, colours) does not matter.
final class AnswerFrame {
    /// Bytes of output that are looked at; more is refused.
    static final int LIMIT = 8 << 20;

    private static final String BEGIN = "--fleet-logoff:1:";
    private static final String BEGIN_END = "--";
    private static final int MOST_DIGITS = 7;
    private static final String END = "--fleet-logoff:end--";

    /// The first sentinel, which says how long the JSON text is.
    ///
    /// @param end behind its last character
    private record Begin(int length, int end) {}

    private AnswerFrame() {}

    /// The JSON text, empty where there is no sentinel.
    static Optional<String> unpack(byte[] output) throws RefusedAnswer {
        if (output.length > LIMIT) {
            throw new RefusedAnswer("more than " + (LIMIT >> 20) + " MB of output");
        }
        // One character per byte: whatever the code page was, ours are ASCII.
        String text = new String(output, StandardCharsets.ISO_8859_1);
        Begin begin = begin(text, 0);
        if (begin == null) {
            return Optional.empty();
        }
        byte[] json = new byte[Math.min(begin.length(), output.length)];
        // By length, not up to the end sentinel: a name on the host may spell that.
        int read = 0;
        int at = begin.end();
        for (; at < output.length && (read < begin.length() || isLineEnd(output[at])); at++) {
            if (isLineEnd(output[at])) {
                continue;
            }
            if (output[at] < '!' || output[at] > '~') {
                throw new RefusedAnswer(
                        "a character that is not printable ASCII, or its length is wrong");
            }
            json[read++] = output[at];
        }
        if (read < begin.length()) {
            throw new RefusedAnswer("it is cut short");
        }
        if (!text.startsWith(END, at)) {
            throw new RefusedAnswer("its length is wrong");
        }
        if (begin(text, at) != null) {
            throw new RefusedAnswer("there are two answers");
        }
        return Optional.of(new String(json, StandardCharsets.US_ASCII));
    }

    private static @Nullable Begin begin(String text, int from) {
        for (int at = text.indexOf(BEGIN, from); at >= 0; at = text.indexOf(BEGIN, at + 1)) {
            int digits = at + BEGIN.length();
            int end = digits;
            while (end < text.length() && end < digits + MOST_DIGITS && isDigit(text.charAt(end))) {
                end++;
            }
            if (end > digits && text.startsWith(BEGIN_END, end)) {
                int length = Integer.parseInt(text.substring(digits, end));
                return new Begin(length, end + BEGIN_END.length());
            }
        }
        return null;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isLineEnd(byte character) {
        return character == '\r' || character == '\n';
    }
}
