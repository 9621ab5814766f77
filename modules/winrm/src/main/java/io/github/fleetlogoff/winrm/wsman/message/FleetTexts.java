package io.github.fleetlogoff.winrm.wsman.message;

import org.jspecify.annotations.Nullable;

/// Keeps the long text that goes to every host of a fleet, the session script, as it stands in a
/// message: to escape it takes longer than to write the rest of the message. Thread-safe.
public final class FleetTexts {
    private static final int LONG = 4096;

    private volatile @Nullable Kept last;

    @SuppressWarnings("ArrayRecordComponent") // bytes for the wire: never compared
    private record Kept(String text, byte[] escaped) {}

    /// Whether a text is worth it.
    static boolean isLong(String text) {
        return text.length() >= LONG;
    }

    /// The text with references for what XML keeps for itself, in UTF-8; not to be changed.
    byte[] escaped(String text) throws MessageException {
        Kept known = last;
        if (known == null || !known.text().equals(text)) {
            known = new Kept(text, Markup.escaped(text));
            last = known;
        }
        return known.escaped();
    }
}
