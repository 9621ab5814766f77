package io.github.fleetlogoff.winrm.winrm4j;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.sessions.RemoteCommand;
import io.github.fleetlogoff.sessions.ShellCommand;
import io.github.fleetlogoff.winrm.ExchangeException;
import io.github.fleetlogoff.winrm.ShellClient;
import io.github.fleetlogoff.winrm.ShellClients;
import io.github.fleetlogoff.winrm.TcpProbe;
import java.io.IOException;
import java.net.InetAddress;

/// Looks for the address that answers before CXF is asked for anything. Thread-safe.
final class Winrm4jClients implements ShellClients {
    static final String NO_REMOTING =
            "engine winrm4j speaks no PowerShell remoting; use engine: wsman, or endpoint: winrs";

    private final WsmanClients clients = new WsmanClients();
    private final Credentials credentials;

    Winrm4jClients(Credentials credentials) {
        this.credentials = requireNonNull(credentials, "credentials is null");
    }

    @Override
    public ShellClient open(Host host, RemoteCommand command, Route route)
            throws ExchangeException {
        // That of the conversation alone. By it CXF and JAXB find their parts, which may have a
        // class
        // loader of their own.
        Thread.currentThread().setContextClassLoader(Winrm4jClients.class.getClassLoader());
        if (!(command instanceof ShellCommand line)) {
            throw ExchangeException.configuration(NO_REMOTING, null);
        }
        InetAddress address;
        try {
            address =
                    TcpProbe.firstReachable(
                            route.addresses(), host.connection().port(), route.connect());
        } catch (IOException failure) {
            throw ExchangeException.neverSent(failure);
        }
        return clients.open(
                host.connection(),
                credentials
                        .of(host)
                        .orElseThrow(() ->
                                ExchangeException.configuration(
                                        "the host has no credential", null)),
                address,
                line);
    }

    void closeIdleConnections() {
        clients.closeIdleConnections();
    }

    @Override
    public boolean heedInterruptsOnAnyThread() {
        return false;
    }

    @Override
    public void close() {
        clients.close();
    }
}
