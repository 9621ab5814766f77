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
        jsonValue(document, "\n", out);
        out.write('\n');
    }

    /// Writes a document as YAML.
    public static void yaml(Map<String, ?> document, Writer out) throws IOException {
        yamlMap(document, "", false, out);
    }

    private static void jsonValue(@Nullable Object value, String indent, Writer out)
            throws IOException {
        String inner = indent + "  ";
        String between = "";
        if (value instanceof Map<?, ?> map) {
            out.write('{');
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(between).append(inner);
                quoted(String.valueOf(entry.getKey()), out);
                out.write(": ");
                jsonValue(entry.getValue(), inner, out);
                between = ",";
            }
            out.append(map.isEmpty() ? "" : indent).write('}');
        } else if (value instanceof Collection<?> list) {
            out.write('[');
            for (Object item : list) {
                out.append(between).append(inner);
                jsonValue(item, inner, out);
                between = ",";
            }
            out.append(list.isEmpty() ? "" : indent).write(']');
        } else {
            scalar(value, false, out);
        }
    }

    private static void yamlMap(Map<?, ?> map, String indent, boolean begun, Writer out)
            throws IOException {
        boolean first = begun;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.write(first ? "" : indent);
            first = false;
            scalar(String.valueOf(entry.getKey()), true, out);
            out.write(':');
            yamlValue(entry.getValue(), indent + "  ", out);
        }
    }

    private static void yamlValue(@Nullable Object value, String indent, Writer out)
            throws IOException {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            out.write('\n');
            yamlMap(map, indent, false, out);
        } else if (value instanceof Collection<?> list && !list.isEmpty()) {
            out.write('\n');
            for (Object item : list) {
                out.append(indent).write('-');
                if (item instanceof Map<?, ?> map && !map.isEmpty()) {
                    out.write(' ');
                    yamlMap(map, indent + "  ", true, out);
                } else {
                    yamlValue(item, indent + "  ", out);
                }
            }
        } else {
            out.write(' ');
            if (value instanceof Map) {
                out.write("{}");
            } else if (value instanceof Collection) {
                out.write("[]");
            } else {
                scalar(value, true, out);
            }
            out.write('\n');
        }
    }

    private static void scalar(@Nullable Object value, boolean plain, Writer out)
            throws IOException {
        if (!(value instanceof String text)) {
            out.write(String.valueOf(value));
        } else if (plain && PLAIN.matcher(text).matches() && !RESERVED.matcher(text).matches()) {
            out.write(text);
        } else {
            quoted(text, out);
        }
    }

    private static void quoted(String text, Writer out) throws IOException {
        out.write('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').write(c);
            } else if (c >= ' ' && c < 0x7F) {
                out.write(c);
            } else {
                out.write("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.write(HEX.charAt((c >> shift) & 0xF));
                }
            }
        }
        out.write('"');
    }
}
