package io.github.fleetlogoff.simulator.http;

import java.security.cert.X509Certificate;
import java.util.List;

/// The other end of a connection. For the server's thread only.
@FunctionalInterface
public interface Peer {

    /// The certificates that it sent, its own first; empty where it sent none. They are not
    /// checked, but it has the key of the first.
    List<X509Certificate> certificates();
}
