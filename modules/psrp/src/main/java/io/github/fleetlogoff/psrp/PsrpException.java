package io.github.fleetlogoff.psrp;

/// What the other end sent is no PSRP, is more than is taken, or comes out of turn. The message
/// holds nothing of what was sent.
public final class PsrpException extends Exception {
    private static final long serialVersionUID = 1L;

    public PsrpException(String message) {
        super(message);
    }

    public PsrpException(String message, Throwable cause) {
        super(message, cause);
    }
}
