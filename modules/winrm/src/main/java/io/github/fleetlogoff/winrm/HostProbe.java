package io.github.fleetlogoff.winrm;

import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.sessions.ShellFault;
import io.github.fleetlogoff.sessions.ShellFault.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Resolves names and tries TCP connections before a logon is spent. Names are resolved in a small
/// pool of their own: the resolver blocks its thread and cannot be interrupted, and a slow one must
/// not hold up other hosts. Thread-safe.
final class HostProbe implements AutoCloseable {
    private static final int RESOLVERS = 8;

    private final ExecutorService resolvers =
            Executors.newFixedThreadPool(
                    RESOLVERS, Thread.ofPlatform().daemon().name("resolver-", 0).factory());
    private final Duration connectTimeout;

    HostProbe(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    /// What the probe found.
    ///
    /// @param address the resolved address, absent with a fault
    record Found(@Nullable InetAddress address, @Nullable ShellFault fault) {}

    /// Resolves and connects once.
    Found probe(Connection connection, Deadline deadline) throws InterruptedException {
        InetAddress address;
        Future<InetAddress> resolving =
                resolvers.submit(() -> InetAddress.getByName(connection.address()));
        try {
            address = resolving.get(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            boolean unknown = e.getCause() instanceof UnknownHostException;
            return unreachable(
                    "the name "
                            + connection.address()
                            + (unknown ? " is not known to DNS" : " cannot be resolved")
                            + ": check it, or set address in the inventory",
                    RetryAdvice.NEVER);
        } catch (TimeoutException e) {
            resolving.cancel(true);
            return unreachable("DNS did not answer for " + connection.address(), RetryAdvice.SOON);
        }
        return connect(connection, address, deadline)
                .map(fault -> new Found(null, fault))
                .orElseGet(() -> new Found(address, null));
    }

    private Optional<ShellFault> connect(
            Connection connection, InetAddress address, Deadline deadline) {
        String where = connection.address() + ":" + connection.port();
        int millis = (int) Math.max(1, deadline.atMost(connectTimeout).toMillis());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, connection.port()), millis);
            return Optional.empty();
        } catch (SocketTimeoutException e) {
            return Optional.of(
                    fault(
                            "no answer from "
                                    + where
                                    + " within "
                                    + millis
                                    + " ms: host off, or a firewall drops the port",
                            RetryAdvice.SOON));
        } catch (IOException e) {
            return Optional.of(
                    fault(
                            "no connection to "
                                    + where
                                    + " ("
                                    + e.getMessage()
                                    + "): host off, WinRM not enabled (Enable-PSRemoting), or another port",
                            RetryAdvice.SOON));
        }
    }

    private static Found unreachable(String text, RetryAdvice retry) {
        return new Found(null, fault(text, retry));
    }

    private static ShellFault fault(String text, RetryAdvice retry) {
        return new ShellFault(Kind.UNREACHABLE, text, retry, false, 0);
    }

    @Override
    public void close() {
        resolvers.shutdownNow();
    }
}
