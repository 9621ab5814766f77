package io.github.fleetlogoff.winrm.wsman.message;

import org.jspecify.annotations.Nullable;

/// What is no message of the protocol: one that cannot be written, or an answer that cannot be
/// read, is none to the question, or is larger or deeper than any.
public final class MessageException extends Exception {
    private static final long serialVersionUID = 1L;

    MessageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    MessageException(String message) {
        super(message);
    }
}
