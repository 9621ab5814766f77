package io.github.fleetlogoff.simulator.windows;

import java.util.regex.Pattern;

/// Text in display cells, as the tables of quser and qwinsta are laid out: an East Asian wide
/// character fills two.
final class Cells {

    private static final String WIDE =
            "[\\u1100-\\u115F\\u2E80-\\uA4CF\\uAC00-\\uD7A3\\uF900-\\uFAFF"
                    + "\\uFE30-\\uFE6F\\uFF01-\\uFF60\\uFFE0-\\uFFE6]";
    private static final Pattern WIDE_CHARACTER = Pattern.compile(WIDE);
    private static final Pattern TRAILING =
            Pattern.compile("\\s+$", Pattern.UNICODE_CHARACTER_CLASS);
    private static final String FILLER = "\u0001";

    private Cells() {}

    /// One character per cell: a filler follows each wide character. Trailing blanks are dropped.
    static String expand(String line) {
        String text = TRAILING.matcher(line).replaceFirst("");
        return WIDE_CHARACTER.matcher(text).replaceAll("$0" + FILLER);
    }

    /// Text without the fillers.
    static String collapse(String cells) {
        return cells.replace(FILLER, "");
    }

    /// The text in cells `from` until `to` of an expanded line.
    static String cell(String cells, int from, int to) {
        return collapse(cells.substring(from, to)).strip();
    }

    /// How many cells a text fills.
    static int width(String text) {
        return text.length() + (int) WIDE_CHARACTER.matcher(text).results().count();
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
}
