package io.github.fleetlogoff.simulator.http;

import java.util.Optional;

/// What answers the requests of one connection. Called by the server's thread only; must not block.
public interface Handler {

    /// The headers of a request are there, its body may not be. An answer given here is sent at
    /// once and the body is dropped, as HTTP.sys does with a request it refuses.
    Optional<Response> head(RequestHead head);

    /// A request is there as a whole. Its answer may be given later, from the server's thread.
    void request(RequestHead head, byte[] body, Exchange exchange);

    /// The connection is gone; an answer that is still owed has nowhere to go.
    void closed();

    /// Makes the handler of each new connection to a port.
    @FunctionalInterface
    interface Factory {
        /// A connection has been accepted.
        Handler connected(Peer peer);
    }
}
