package io.github.fleetlogoff.winrm;

import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.sessions.RemoteCommand;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/// What an engine does for a conversation: it makes its client. Thread-safe.
public interface ShellClients extends AutoCloseable {

    /// The way to a host.
    ///
    /// @param addresses where its name leads, in the order in which they are to be tried
    /// @param connect how long opening a connection to one of them may take
    record Route(List<InetAddress> addresses, Duration connect) {
        public Route {
            addresses = List.copyOf(addresses);
        }
    }

    /// A client for one command, with connections of its own. No logon is spent yet.
    ///
    /// @throws ExchangeException where the host takes no connection, or what the inventory says of
    ///   it cannot be used
    ShellClient open(Host host, RemoteCommand command, Route route) throws ExchangeException;

    /// Whether an interrupt ends a client's waiting on threads of the platform too, not on virtual
    /// ones alone.
    boolean heedInterruptsOnAnyThread();

    @Override
    void close();
}
