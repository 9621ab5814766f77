package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.model.FleetException;

/// Where in an inventory something stands.
///
/// @param file the file as the user named it
/// @param line from 1
/// @param column from 1, in code points
record Place(String file, int line, int column) {
    private static final int SHOWN_LENGTH = 60;

    /// The fault of an inventory, at this place. The text must not quote what may be a secret.
    FleetException fault(String text) {
        return new FleetException(FleetException.Code.INVENTORY, this + ": " + text);
    }

    /// Text of the user in quotes: cut, and with control characters made visible.
    static String quote(String text) {
        // Names are quoted once per host, whether or not an error needs it.
        if (text.length() <= SHOWN_LENGTH && !holdsControl(text)) {
            return "'" + text + "'";
        }
        StringBuilder shown = new StringBuilder("'");
        text.codePoints()
                .limit(SHOWN_LENGTH)
                .forEach(c -> {
                    if (Character.isISOControl(c)) {
                        shown.append(String.format("\\x%02X", c));
                    } else {
                        shown.appendCodePoint(c);
                    }
                });
        return shown.append(text.codePointCount(0, text.length()) > SHOWN_LENGTH ? "…'" : "'")
                .toString();
    }

    static boolean holdsControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
