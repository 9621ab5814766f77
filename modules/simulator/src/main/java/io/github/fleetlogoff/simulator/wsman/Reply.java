package io.github.fleetlogoff.simulator.wsman;

/// The way back to the client of one request.
interface Reply {
    /// Sends an envelope; does nothing where the client is gone.
    ///
    /// @param status 200, or 500 for a fault
    void send(int status, byte[] envelope);

    /// Closes the connection without an answer.
    void drop();

    /// Whether an answer can still reach the client.
    boolean open();
}
