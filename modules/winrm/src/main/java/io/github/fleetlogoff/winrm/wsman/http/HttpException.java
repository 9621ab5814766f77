package io.github.fleetlogoff.winrm.wsman.http;

import static java.util.Objects.requireNonNull;

import java.io.IOException;

/// An answer that is not read to its end because of what it is.
public final class HttpException extends IOException {
    private static final long serialVersionUID = 1L;

    /// What is wrong with it.
    public enum Kind {
        /// Not HTTP/1.1 (RFC 9112), or HTTP that two readers may take for different things.
        MALFORMED,
        /// Larger than any answer of WinRM, or said to be.
        TOO_LARGE,
        /// Compressed or otherwise encoded, which nobody asked for.
        ENCODED,
        /// The connection ended in its middle.
        CUT_OFF
    }

    private final Kind kind;

    HttpException(Kind kind, String message) {
        super(message);
        this.kind = requireNonNull(kind, "kind is null");
    }

    /// What is wrong.
    public Kind kind() {
        return kind;
    }
}
