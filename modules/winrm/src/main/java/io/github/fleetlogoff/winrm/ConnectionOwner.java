package io.github.fleetlogoff.winrm;

import java.security.Principal;

/// Whose a pooled connection is: one conversation's and no other's. The pool compares owners, and
/// its own choice, the user's name, would hand the connection of a good password to a wrong one
/// (winrm4j issue 63) and a connection to a conversation that has not got its sealing keys. Equal
/// to itself only.
final class ConnectionOwner implements Principal {
    private final String host;
    private volatile boolean leaving;

    ConnectionOwner(String host) {
        this.host = host;
    }

    /// From now on connections are closed after their next answer.
    void leave() {
        leaving = true;
    }

    boolean leaving() {
        return leaving;
    }

    @Override
    public String getName() {
        return host;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // identity is the point
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "conversation with " + host;
    }
}
