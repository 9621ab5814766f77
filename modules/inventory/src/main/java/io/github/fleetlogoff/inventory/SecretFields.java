package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.model.Secret;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a JSON object whose values are texts (RFC 8259), for those that hold a secret: what is
/// read never becomes a [String] of its own accord, and is wiped.
final class SecretFields implements AutoCloseable {
    private final Map<String, char[]> fields = new HashMap<>();
    private final char[] text;
    private int at;

    private SecretFields(char[] text) {
        this.text = text;
    }

    /// The members of an object, empty where the text is no such object. Values that are not texts
    /// are left out.
    ///
    /// @param text the caller's, who wipes it
    static Optional<SecretFields> read(char[] text) {
        SecretFields fields = new SecretFields(text);
        boolean whole = fields.object();
        if (!whole) {
            fields.close();
        }
        return whole ? Optional.of(fields) : Optional.empty();
    }

    /// A member that is no secret.
    Optional<String> plain(String name) {
        return Optional.ofNullable(fields.get(name)).map(String::new).filter(s -> !s.isBlank());
    }

    /// A member that is one; empty where it is missing or empty.
    Optional<Secret> secret(String name) {
        return Optional.ofNullable(fields.get(name)).filter(c -> c.length > 0).map(Secret::of);
    }

    @Override
    public void close() {
        fields.values().forEach(value -> Arrays.fill(value, '\0'));
        fields.clear();
    }

    private boolean object() {
        if (!take('{')) {
            return false;
        }
        if (take('}')) {
            return ended();
        }
        do {
            char[] name = word();
            if (name == null || !take(':')) {
                return false;
            }
            String key = new String(name);
            blanks();
            if (at < text.length && text[at] == '"') {
                char[] value = word();
                if (value == null) {
                    return false;
                }
                char[] before = fields.put(key, value);
                if (before != null) {
                    Arrays.fill(before, '\0');
                }
            } else if (!bare()) {
                return false;
            }
        } while (take(','));
        return take('}') && ended();
    }

    /// A number, a boolean or null.
    private boolean bare() {
        int start = at;
        while (at < text.length
                && (Character.isLetterOrDigit(text[at]) || "+-.".indexOf(text[at]) >= 0)) {
            at++;
        }
        return at > start;
    }

    private char @Nullable [] word() {
        if (!take('"')) {
            return null;
        }
        char[] found = new char[text.length - at];
        int length = 0;
        try {
            while (at < text.length && text[at] != '"') {
                char c = text[at++];
                if (c == '\\') {
                    int escaped = escaped();
                    if (escaped < 0) {
                        return null;
                    }
                    c = (char) escaped;
                }
                found[length++] = c;
            }
            return take('"') ? Arrays.copyOf(found, length) : null;
        } finally {
            Arrays.fill(found, '\0');
        }
    }

    /// @return negative where it is no escape
    private int escaped() {
        if (at >= text.length) {
            return -1;
        }
        char c = text[at++];
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int code = 0;
                for (int end = at + 4; at < end; at++) {
                    int digit = at < text.length ? Character.digit(text[at], 16) : -1;
                    if (digit < 0) {
                        yield -1;
                    }
                    code = code * 16 + digit;
                }
                yield code;
            }
            default -> -1;
        };
    }

    private boolean take(char wanted) {
        blanks();
        boolean there = at < text.length && text[at] == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private void blanks() {
        while (at < text.length && " \t\r\n\0".indexOf(text[at]) >= 0) {
            at++;
        }
    }

    private boolean ended() {
        blanks();
        return at == text.length;
    }
}
