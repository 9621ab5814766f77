package io.github.fleetlogoff.inventory;

import java.io.IOException;
import java.io.Writer;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes maps with text keys, lists, texts, numbers, booleans and null as JSON (RFC 8259) or YAML
/// 1.2, in pure ASCII. The caller flushes and closes the writer.
public final class TreeText {
    private static final String HEX = "0123456789abcdef";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    private static final Pattern RESERVED =
            Pattern.compile("(?i)null|true|false|yes|no|on|off|y|n");

    private TreeText() {}

    /// Writes a document as JSON and ends the line.
    public static void json(Map<String, ?> document, Writer out) throws IOException {
        StringBuilder text = new StringBuilder();
        jsonValue(document, "\n", text);
        out.append(text).append('\n');
    }

    /// Writes a document as YAML.
    public static void yaml(Map<String, ?> document, Writer out) throws IOException {
        StringBuilder text = new StringBuilder();
        yamlMap(document, "", false, text);
        out.append(text);
    }

    private static void jsonValue(@Nullable Object value, String indent, StringBuilder out) {
        String inner = indent + "  ";
        String between = "";
        if (value instanceof Map<?, ?> map) {
            out.append('{');
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(between).append(inner);
                quoted(String.valueOf(entry.getKey()), out);
                out.append(": ");
                jsonValue(entry.getValue(), inner, out);
                between = ",";
            }
            out.append(map.isEmpty() ? "" : indent).append('}');
        } else if (value instanceof Collection<?> list) {
            out.append('[');
            for (Object item : list) {
                out.append(between).append(inner);
                jsonValue(item, inner, out);
                between = ",";
            }
            out.append(list.isEmpty() ? "" : indent).append(']');
        } else {
            scalar(value, false, out);
        }
    }

    private static void yamlMap(Map<?, ?> map, String indent, boolean begun, StringBuilder out) {
        boolean first = begun;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(first ? "" : indent);
            first = false;
            scalar(String.valueOf(entry.getKey()), true, out);
            out.append(':');
            yamlValue(entry.getValue(), indent + "  ", out);
        }
    }

    private static void yamlValue(@Nullable Object value, String indent, StringBuilder out) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            out.append('\n');
            yamlMap(map, indent, false, out);
        } else if (value instanceof Collection<?> list && !list.isEmpty()) {
            out.append('\n');
            for (Object item : list) {
                out.append(indent).append('-');
                if (item instanceof Map<?, ?> map && !map.isEmpty()) {
                    out.append(' ');
                    yamlMap(map, indent + "  ", true, out);
                } else {
                    yamlValue(item, indent + "  ", out);
                }
            }
        } else {
            out.append(' ');
            if (value instanceof Map) {
                out.append("{}");
            } else if (value instanceof Collection) {
                out.append("[]");
            } else {
                scalar(value, true, out);
            }
            out.append('\n');
        }
    }

    private static void scalar(@Nullable Object value, boolean plain, StringBuilder out) {
        if (!(value instanceof String text)) {
            out.append(String.valueOf(value));
        } else if (plain && PLAIN.matcher(text).matches() && !RESERVED.matcher(text).matches()) {
            out.append(text);
        } else {
            quoted(text, out);
        }
    }

    private static void quoted(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c >= ' ' && c < 0x7F) {
                out.append(c);
            } else {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(HEX.charAt((c >> shift) & 0xF));
                }
            }
        }
        out.append('"');
    }
}
