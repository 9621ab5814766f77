package io.github.fleetlogoff.winrm.winrm4j;

import java.security.Principal;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Whose a pooled connection is: one conversation's and no other's. The pool compares owners, and
/// its own choice, the user's name, would hand the connection of a good password to a wrong one
/// (winrm4j issue 63) and a connection to a conversation that has not got its sealing keys. Equal
/// to itself only.
final class ConnectionOwner implements Principal {
    private final String host;
    private volatile boolean leaving;
    private volatile Future<?> exchange = CompletableFuture.completedFuture(true);

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

    /// An exchange begins; its end is that of its use of the connection.
    void begins(Future<?> started) {
        exchange = started;
    }

    /// Waits until the last exchange has given its connection back. An answer is read a moment
    /// before; a message sent in that moment would open a second connection, and the sealing keys
    /// of one would be used on the other.
    ///
    /// @return false where it did not in time
    boolean awaitRelease(Duration most) throws InterruptedException {
        try {
            exchange.get(most.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | CancellationException ended) {
            return true;
        } catch (TimeoutException late) {
            return false;
        }
    }

    /// Closes the connection of an exchange that has not ended.
    void abort() {
        exchange.cancel(true);
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
