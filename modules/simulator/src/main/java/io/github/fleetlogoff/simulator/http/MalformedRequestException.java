package io.github.fleetlogoff.simulator.http;

/// Bytes that are not a request this server takes.
final class MalformedRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    MalformedRequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    /// The HTTP status to answer before the connection is closed.
    int status() {
        return status;
    }
}
