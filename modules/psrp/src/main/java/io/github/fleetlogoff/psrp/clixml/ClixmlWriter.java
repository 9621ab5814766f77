package io.github.fleetlogoff.psrp.clixml;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes one value. For one thread.
final class ClixmlWriter {
    private static final int SMALL = 1024;
    private static final char MARK = '\uFEFF';

    private final Form form;
    private final StringBuilder out = new StringBuilder(SMALL);

    ClixmlWriter(Form form) {
        this.form = form;
    }

    byte[] write(Value value) {
        if (form.mark()) {
            out.append(MARK);
        }
        put(null, value);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void put(@Nullable String name, Value value) {
        switch (value) {
            case Value.Text(String text) -> element("S", name, EncodedText.encode(text));
            case Value.Bool(boolean truth) -> element("B", name, Boolean.toString(truth));
            case Value.Int32(int number) -> element("I32", name, Integer.toString(number));
            case Value.Int64(long number) -> element("I64", name, Long.toString(number));
            case Value.Nil _ -> {
                start("Nil", name, null);
                out.append(" />");
            }
            case Value.Scalar(String element, String text) -> element(element, name, text);
            case Value.Reference(int refId) -> {
                start("Ref", name, refId);
                out.append(" />");
            }
            case Value.Composite composite -> {
                start("Obj", name, composite.refId());
                out.append('>');
                composite.parts().forEach(this::put);
                end("Obj");
            }
            case Value.Opaque(String markup) -> out.append(markup);
        }
    }

    private void put(Part part) {
        switch (part) {
            case Part.TypeNames(Integer refId, List<String> names) -> {
                start("TN", null, refId);
                out.append('>');
                names.forEach(type -> element("T", null, EncodedText.encode(type)));
                end("TN");
            }
            case Part.SameTypeNames(int refId) -> {
                start("TNRef", null, refId);
                out.append(" />");
            }
            case Part.Label(String text) -> element("ToString", null, EncodedText.encode(text));
            case Part.Primitive(Value value) -> put(null, value);
            case Part.Items(Part.Items.Holder holder, List<Value> items) -> {
                if (open(holder.element(), items.isEmpty())) {
                    items.forEach(item -> put(null, item));
                    end(holder.element());
                }
            }
            case Part.Dictionary(List<Part.Dictionary.Entry> entries) -> {
                if (open("DCT", entries.isEmpty())) {
                    entries.forEach(entry -> {
                        out.append("<En>");
                        put("Key", entry.key());
                        put("Value", entry.value());
                        out.append("</En>");
                    });
                    end("DCT");
                }
            }
            case Part.Properties(
                            Part.Properties.Origin origin,
                            List<Value.Property> properties) -> {
                if (open(origin.element(), properties.isEmpty())) {
                    properties.forEach(property ->
                            put(
                                    property.name().isEmpty() ? null : property.name(),
                                    property.value()));
                    end(origin.element());
                }
            }
        }
    }

    private boolean open(String element, boolean empty) {
        out.append('<').append(element).append(empty ? " />" : ">");
        return !empty;
    }

    private void element(String element, @Nullable String name, String text) {
        start(element, name, null);
        if (text.isEmpty() && !form.pairOfTags()) {
            out.append(" />");
            return;
        }
        out.append('>');
        escape(out, text, false);
        end(element);
    }

    private void start(String element, @Nullable String name, @Nullable Integer refId) {
        out.append('<').append(element);
        if (!form.nameFirst()) {
            refId(refId);
        }
        if (name != null) {
            out.append(" N=\"");
            escape(out, EncodedText.encode(name), true);
            out.append('"');
        }
        if (form.nameFirst()) {
            refId(refId);
        }
    }

    private void refId(@Nullable Integer refId) {
        if (refId != null) {
            out.append(" RefId=\"").append(refId.intValue()).append('"');
        }
    }

    private void end(String element) {
        out.append("</").append(element).append('>');
    }

    /// What XML marks up. A carriage return would be read as a line feed (XML 1.0, 2.11).
    static void escape(StringBuilder out, String text, boolean inAttribute) {
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            String reference =
                    switch (text.charAt(i)) {
                        case '&' -> "&amp;";
                        case '<' -> "&lt;";
                        case '>' -> "&gt;";
                        case '\r' -> "&#xD;";
                        case '"' -> inAttribute ? "&quot;" : null;
                        case '\n' -> inAttribute ? "&#xA;" : null;
                        case '\t' -> inAttribute ? "&#x9;" : null;
                        default -> null;
                    };
            if (reference != null) {
                out.append(text, from, i).append(reference);
                from = i + 1;
            }
        }
        out.append(text, from, text.length());
    }
}
