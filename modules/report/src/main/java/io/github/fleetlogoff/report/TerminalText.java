package io.github.fleetlogoff.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Text on a terminal: what it must not contain, how wide it is, how it is cut. A cell is the width
/// of a Latin letter; letters of Chinese, Japanese and Korean take two.
final class TerminalText {
    /// Stands for what was cut off.
    static final String ELLIPSIS = "…";

    // First and last code point of what is East Asian wide or fullwidth (Unicode 16, UAX #11), and
    // of emoji.
    private static final int[][] WIDE = {
        {0x1100, 0x115F},
        {0x231A, 0x231B},
        {0x2E80, 0x303E},
        {0x3041, 0xA4CF},
        {0xA960, 0xA97C},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},
        {0xFE10, 0xFE19},
        {0xFE30, 0xFE6B},
        {0xFF01, 0xFF60},
        {0xFFE0, 0xFFE6},
        {0x16FE0, 0x18DFF},
        {0x1B000, 0x1B2FF},
        {0x1F300, 0x1F64F},
        {0x1F680, 0x1F6FF},
        {0x1F900, 0x1FAFF},
        {0x20000, 0x3FFFD}
    };

    private TerminalText() {}

    /// The text with everything that could steer a terminal or deceive an eye shown as an escape:
    /// control characters, direction marks and overrides, invisible characters, line separators,
    /// half surrogate pairs.
    static String visible(String text) {
        return visible(text, "");
    }

    /// The same, but the characters of `kept` stay as they are.
    static String visible(String text, String kept) {
        if (text.codePoints().noneMatch(TerminalText::hidden)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(point -> {
                    if (!hidden(point) || kept.indexOf(point) >= 0) {
                        shown.appendCodePoint(point);
                    } else {
                        shown.append(escape(point));
                    }
                });
        return shown.toString();
    }

    /// How many cells a visible text takes.
    static int cells(String text) {
        return text.codePoints().map(TerminalText::cells).sum();
    }

    static String padRight(String text, int cells) {
        return text + " ".repeat(Math.max(0, cells - cells(text)));
    }

    static String padLeft(String text, int cells) {
        return " ".repeat(Math.max(0, cells - cells(text))) + text;
    }

    /// The text, or as much of its beginning as fits with an ellipsis into so many cells.
    static String cut(String text, int cells) {
        if (text.length() <= cells / 2 || cells(text) <= cells) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int taken = 1;
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            taken += cells(point);
            if (taken > cells) {
                break;
            }
            kept.appendCodePoint(point);
            at += Character.charCount(point);
        }
        return kept + (cells > 0 ? ELLIPSIS : "");
    }

    /// The text in lines of at most so many cells, broken at blanks; a longer word is broken
    /// anywhere.
    static List<String> wrap(String text, int cells) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int taken = 0;
        for (String word : text.split(" ", -1)) {
            int wide = cells(word);
            if (taken > 0 && taken + 1 + wide > cells) {
                lines.add(line.toString());
                line.setLength(0);
                taken = 0;
            }
            if (taken > 0) {
                line.append(' ');
                taken++;
            }
            for (int at = 0; at < word.length(); ) {
                int point = word.codePointAt(at);
                if (taken > 0 && taken + cells(point) > cells) {
                    lines.add(line.toString());
                    line.setLength(0);
                    taken = 0;
                }
                line.appendCodePoint(point);
                taken += cells(point);
                at += Character.charCount(point);
            }
        }
        lines.add(line.toString());
        return lines;
    }

    /// The parts with a separator between them, as many on a line as fit; a part longer than a line
    /// is wrapped.
    static List<String> joined(List<String> parts, String separator, int cells) {
        List<String> lines = new ArrayList<>();
        for (String part : parts) {
            String before = lines.isEmpty() ? "" : lines.getLast() + separator;
            if (!lines.isEmpty() && cells(before) + cells(part) <= cells) {
                lines.set(lines.size() - 1, before + part);
            } else {
                lines.addAll(wrap(part, cells));
            }
        }
        return lines;
    }

    private static int cells(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        for (int[] range : WIDE) {
            if (point >= range[0] && point <= range[1]) {
                return 2;
            }
        }
        return 1;
    }

    private static boolean hidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> false;
        };
    }

    private static String escape(int point) {
        return switch (point) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format(Locale.ROOT, point <= 0xFFFF ? "\\u%04x" : "\\u{%x}", point);
        };
    }
}
