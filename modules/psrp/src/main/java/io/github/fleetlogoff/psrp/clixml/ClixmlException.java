package io.github.fleetlogoff.psrp.clixml;

/// Text that is no CLIXML, or more of it than is read. The message holds nothing of that text.
public final class ClixmlException extends Exception {
    private static final long serialVersionUID = 1L;

    ClixmlException(String message) {
        super(message);
    }

    ClixmlException(String message, Throwable cause) {
        super(message, cause);
    }
}
