package io.github.fleetlogoff.report;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Text inside GitHub Flavored Markdown, also inside a cell of a table. Every character that
/// Markdown or HTML gives a meaning is written as a character reference, which has none (CommonMark
/// 0.31, section 2.5). No address becomes a link, and nobody is notified by an `@`.
final class MarkdownText {
    private static final Pattern MARKS = Pattern.compile("[&<>\"'`*_{}\\[\\]()#+!|~\\\\$=^]");
    // What GFM and its forks link without being asked, and what they take for a person.
    private static final Pattern LINKS =
            Pattern.compile("(?<=\\b[Ww]{3})\\.|:(?=//)|:(?=[\\w+.-]+@)");

    private MarkdownText() {}

    /// Running text.
    static String text(String text) {
        // References are turned back before people are looked for, an element between is not.
        return references(text).replace("@", "<code>&#64;</code>");
    }

    /// A name, as code: the platforms look for no people and no issues in it.
    static String code(String text) {
        return text.isEmpty() ? "" : "<code>" + references(text).replace("@", "&#64;") + "</code>";
    }

    private static String references(String text) {
        String marked = replace(MARKS, TerminalText.visible(text));
        String unlinked = replace(LINKS, marked);
        return unlinked.startsWith("-") ? "&#45;" + unlinked.substring(1) : unlinked;
    }

    private static String replace(Pattern pattern, String text) {
        return pattern.matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(
                                String.format(
                                        Locale.ROOT, "&#%d;", (int) found.group().charAt(0))));
    }
}
