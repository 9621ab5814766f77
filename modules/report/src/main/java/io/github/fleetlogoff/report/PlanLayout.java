package io.github.fleetlogoff.report;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;

/// JSON laid out for people and for comparing by line: what holds nothing but single values stands
/// in one line, all else is indented by two blanks.
final class PlanLayout {
    private final StringBuilder text = new StringBuilder();

    private PlanLayout() {}

    static String of(JsonNode node) {
        PlanLayout layout = new PlanLayout();
        layout.write(node, 0);
        return layout.text.append('\n').toString();
    }

    private void write(JsonNode node, int depth) {
        if (!node.isContainerNode()) {
            single(node);
            return;
        }
        boolean object = node.isObject();
        String separator = isFlat(node) && depth > 0 ? " " : "\n" + "  ".repeat(depth + 1);
        text.append(object ? '{' : '[');
        boolean first = true;
        if (object) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                begin(first, separator);
                string(field.getKey());
                text.append(": ");
                write(field.getValue(), depth + 1);
                first = false;
            }
        } else {
            for (Iterator<JsonNode> items = node.elements(); items.hasNext(); ) {
                begin(first, separator);
                write(items.next(), depth + 1);
                first = false;
            }
        }
        if (!first && separator.length() > 1) {
            text.append('\n').append("  ".repeat(depth));
        }
        text.append(object ? '}' : ']');
    }

    private void begin(boolean first, String separator) {
        if (!first) {
            text.append(',');
        }
        if (!first || separator.length() > 1) {
            text.append(separator);
        }
    }

    private static boolean isFlat(JsonNode node) {
        for (JsonNode child : node) {
            if (child.isContainerNode()) {
                return false;
            }
        }
        return true;
    }

    private void single(JsonNode node) {
        if (node.isTextual()) {
            string(node.textValue());
        } else {
            text.append(node.asText());
        }
    }

    private void string(String value) {
        text.append('"');
        for (char c : JsonStringEncoder.getInstance().quoteAsString(value)) {
            if (c < 0x7F) {
                text.append(c);
            } else {
                text.append(String.format("\\u%04X", (int) c));
            }
        }
        text.append('"');
    }
}
