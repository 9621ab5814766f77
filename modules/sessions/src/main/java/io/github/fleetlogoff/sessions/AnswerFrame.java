package io.github.fleetlogoff.sessions;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the answer between its sentinel lines in what a host printed, whatever a profile or a
/// console put around it.
final class AnswerFrame {
    private static final Pattern BEGIN = Pattern.compile("--fleet-logoff:1:(\\d{1,8})--");
    private static final String END = "--fleet-logoff:end--";

    private AnswerFrame() {}

    /// The text of the answer: printable ASCII without blanks, of the length that its first
    /// sentinel names.
    ///
    /// @throws AnswerException where there is none, more than one, or not all of it
    static String text(byte[] output) throws AnswerException {
        // One character per byte: nothing of a damaged output can shift what follows.
        String all = new String(output, StandardCharsets.ISO_8859_1);
        Matcher begin = BEGIN.matcher(all);
        if (!begin.find()) {
            throw new AnswerException("no answer of the session script");
        }
        int end = all.indexOf(END, begin.end());
        if (end < 0) {
            throw new AnswerException("the answer of the session script is cut off");
        }
        if (begin.find(end)) {
            throw new AnswerException("two answers of the session script");
        }
        begin.find(0);
        int length = Integer.parseInt(begin.group(1));
        StringBuilder text = new StringBuilder(Math.min(length, end - begin.end()));
        for (int at = begin.end(); at < end; at++) {
            char character = all.charAt(at);
            if (character == '\r' || character == '\n') {
                continue;
            }
            if (character < 33 || character > 126) {
                throw new AnswerException("the answer of the session script is damaged");
            }
            text.append(character);
        }
        if (text.length() != length) {
            throw new AnswerException(
                    "the answer of the session script has "
                            + text.length()
                            + " characters instead of "
                            + length);
        }
        return text.toString();
    }
}
