package io.github.fleetlogoff.sessions;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes the JSON text of an answer out of what a host printed: from between two sentinel lines,
/// its lines joined. What stands before and after (a profile's greeting, colours) does not matter.
final class AnswerFrame {
    /// Bytes of output that are looked at; more is refused.
    static final int LIMIT = 8 << 20;

    private static final Pattern BEGIN = Pattern.compile("--fleet-logoff:1:(\\d{1,7})--");
    private static final String END = "--fleet-logoff:end--";

    private AnswerFrame() {}

    /// The JSON text, empty where there is no sentinel.
    static Optional<String> unpack(byte[] output) throws RefusedAnswer {
        if (output.length > LIMIT) {
            throw new RefusedAnswer("more than " + (LIMIT >> 20) + " MB of output");
        }
        // One character per byte: whatever the code page was, ours are ASCII.
        String text = new String(output, StandardCharsets.ISO_8859_1);
        Matcher begin = BEGIN.matcher(text);
        if (!begin.find()) {
            return Optional.empty();
        }
        int length = Integer.parseInt(begin.group(1));
        StringBuilder json = new StringBuilder(Math.min(length, text.length()));
        // By length, not up to the end sentinel: a name on the host may spell that.
        int at = skipLineEnds(text, begin.end());
        while (json.length() < length && at < text.length()) {
            char character = text.charAt(at);
            if (character < '!' || character > '~') {
                throw new RefusedAnswer(
                        "a character that is not printable ASCII, or its length is wrong");
            }
            json.append(character);
            at = skipLineEnds(text, at + 1);
        }
        if (json.length() < length) {
            throw new RefusedAnswer("it is cut short");
        }
        if (!text.startsWith(END, at)) {
            throw new RefusedAnswer("its length is wrong");
        }
        if (begin.find(at)) {
            throw new RefusedAnswer("there are two answers");
        }
        return Optional.of(json.toString());
    }

    private static int skipLineEnds(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == '\r' || text.charAt(at) == '\n')) {
            at++;
        }
        return at;
    }
}
