package io.github.fleetlogoff.winrm.wsman.protection;

import java.nio.charset.StandardCharsets;

/// Reads the lines before the sealed bytes. For one thread.
final class PartHeaders {
    private static final int LONGEST_LINE = 256;

    private final byte[] bytes;
    private int next;

    PartHeaders(byte[] bytes) {
        this.bytes = bytes;
    }

    int position() {
        return next;
    }

    void requireLine(String wanted) throws ProtectionException {
        if (!line().equals(wanted)) {
            throw new ProtectionException("a sealed message without its boundary");
        }
    }

    /// Windows begins the field at the start of the line, others after a tab.
    ///
    /// @param start of the value
    void requireField(String name, String start) throws ProtectionException {
        String line = line();
        int colon = line.indexOf(':');
        if (colon < 0 || !line.substring(0, colon).strip().equalsIgnoreCase(name)) {
            throw new ProtectionException("a sealed message without " + name);
        }
        String value = line.substring(colon + 1).strip();
        boolean fits =
                value.regionMatches(true, 0, start, 0, start.length())
                        && (value.length() == start.length()
                                || value.charAt(start.length()) == ';');
        if (!fits) {
            throw new ProtectionException("a sealed message of another " + name);
        }
    }

    private String line() throws ProtectionException {
        int from = next;
        int most = Math.min(bytes.length - 1, from + LONGEST_LINE);
        for (int i = from; i < most; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
                next = i + 2;
                return new String(bytes, from, i - from, StandardCharsets.ISO_8859_1);
            }
        }
        throw new ProtectionException("a sealed message that ends in its headers");
    }
}
