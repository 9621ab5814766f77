package io.github.fleetlogoff.simulator.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.List;

/// The way of a connection's bytes: plain or through TLS.
interface Transport {

    /// Reads what is there: a count, 0 for nothing more now, -1 for the end.
    int read(ByteBuffer into) throws IOException;

    /// Takes bytes to send; [#flush] sends them.
    void write(ByteBuffer bytes) throws IOException;

    /// Sends what the socket takes; true when nothing is left.
    boolean flush() throws IOException;

    /// What TLS knows of the other end; empty without TLS.
    default List<X509Certificate> peerCertificates() {
        return List.of();
    }

    /// Says that nothing more will be sent.
    void finish() throws IOException;
}
