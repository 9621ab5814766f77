package io.github.fleetlogoff.simulator.windows;

/// Text in display cells, as the tables of quser and qwinsta are laid out: an East Asian wide
/// character fills two.
final class Cells {

    private static final char FIRST_WIDE = '\u1100';
    private static final char FILLER = '\u0001';

    private Cells() {}

    /// One character per cell: a filler follows each wide character. Trailing blanks are dropped.
    static String expand(String line) {
        int end = line.length();
        while (end > 0 && isBlank(line.charAt(end - 1))) {
            end--;
        }
        if (!hasWide(line)) {
            return line.substring(0, end);
        }
        StringBuilder cells = new StringBuilder(end + 16);
        for (int at = 0; at < end; at++) {
            char c = line.charAt(at);
            cells.append(c);
            if (isWide(c)) {
                cells.append(FILLER);
            }
        }
        return cells.toString();
    }

    /// Text without the fillers.
    static String collapse(String cells) {
        return cells.replace(String.valueOf(FILLER), "");
    }

    /// The text in cells `from` until `to` of an expanded line.
    static String cell(String cells, int from, int to) {
        return collapse(cells.substring(from, to)).strip();
    }

    /// How many cells a text fills.
    static int width(String text) {
        return hasWide(text)
                ? text.length() + (int) text.chars().filter(c -> isWide((char) c)).count()
                : text.length();
    }

    /// The text with blanks behind it up to a width; a longer text pushes what follows to the
    /// right.
    static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    /// The text with blanks before it up to a width.
    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - width(text))) + text;
    }

    /// Whether there is a digit at all, without which no row is one.
    static boolean hasDigit(String line) {
        for (int at = 0; at < line.length(); at++) {
            if (Character.isDigit(line.charAt(at))) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasWide(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) >= FIRST_WIDE) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWide(char c) {
        return c >= FIRST_WIDE
                && (c <= '\u115F'
                        || (c >= '\u2E80' && c <= '\uA4CF')
                        || (c >= '\uAC00' && c <= '\uD7A3')
                        || (c >= '\uF900' && c <= '\uFAFF')
                        || (c >= '\uFE30' && c <= '\uFE6F')
                        || (c >= '\uFF01' && c <= '\uFF60')
                        || (c >= '\uFFE0' && c <= '\uFFE6'));
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
