package io.github.fleetlogoff.report;

/// Text inside XML and HTML. What could end an element or an attribute, steer a terminal or deceive
/// an eye cannot come through; neither can a character that XML 1.0 has no place for (section 2.2).
final class MarkupText {

    private MarkupText() {}

    /// The text for an element or a quoted attribute.
    static String escape(String text) {
        String visible = TerminalText.visible(text);
        StringBuilder escaped = new StringBuilder(visible.length() + 16);
        visible.codePoints()
                .forEach(point -> {
                    switch (point) {
                        case '&' -> escaped.append("&amp;");
                        case '<' -> escaped.append("&lt;");
                        case '>' -> escaped.append("&gt;");
                        case '"' -> escaped.append("&quot;");
                        case '\'' -> escaped.append("&#39;");
                        default -> {
                            if (isNoCharacter(point)) {
                                escaped.append("\\u").append(Integer.toHexString(point));
                            } else {
                                escaped.appendCodePoint(point);
                            }
                        }
                    }
                });
        return escaped.toString();
    }

    // U+FFFE, U+FFFF and their like in every plane.
    private static boolean isNoCharacter(int point) {
        return (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
    }
}
