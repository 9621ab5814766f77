package io.github.fleetlogoff.simulator.http;

/// One request and the place for its answer. For the server's thread only.
public interface Exchange {

    /// Sends the answer; does nothing where the connection is gone.
    void respond(Response response);

    /// Closes the connection without an answer.
    void drop();

    /// Whether an answer can still reach the client.
    boolean open();
}
