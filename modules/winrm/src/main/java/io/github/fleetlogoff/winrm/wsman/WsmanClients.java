package io.github.fleetlogoff.winrm.wsman;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Tls;
import io.github.fleetlogoff.sessions.PipelineCommand;
import io.github.fleetlogoff.sessions.RemoteCommand;
import io.github.fleetlogoff.sessions.ShellCommand;
import io.github.fleetlogoff.winrm.ExchangeException;
import io.github.fleetlogoff.winrm.ShellClient;
import io.github.fleetlogoff.winrm.ShellClients;
import io.github.fleetlogoff.winrm.psrp.RunspaceTalk;
import io.github.fleetlogoff.winrm.wsman.http.ExchangeWatcher;
import io.github.fleetlogoff.winrm.wsman.http.HttpConnection;
import io.github.fleetlogoff.winrm.wsman.http.Peer;
import io.github.fleetlogoff.winrm.wsman.logon.LogonFactory;
import io.github.fleetlogoff.winrm.wsman.message.FleetTexts;
import io.github.fleetlogoff.winrm.wsman.message.PoolRequests;
import io.github.fleetlogoff.winrm.wsman.message.ShellRequests;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Opens connections and puts the layers on them. Thread-safe.
final class WsmanClients implements ShellClients {
    private final TlsPeers tls;
    private final Credentials credentials;
    private final Map<AuthScheme, LogonFactory> logons;
    private final InstantSource clock;
    private final FleetTexts texts = new FleetTexts();
    private final ExchangeWatcher watcher = new ExchangeWatcher();

    WsmanClients(
            Credentials credentials, Map<AuthScheme, LogonFactory> logons, InstantSource clock) {
        this.credentials = requireNonNull(credentials, "credentials is null");
        this.logons = Map.copyOf(logons);
        this.clock = requireNonNull(clock, "clock is null");
        this.tls = new TlsPeers(clock);
    }

    @Override
    public ShellClient open(Host host, RemoteCommand command, Route route)
            throws ExchangeException {
        Connection connection = host.connection();
        Credential credential =
                credentials
                        .of(host)
                        .orElseThrow(() ->
                                ExchangeException.configuration(
                                        "the host has no credential", null));
        Tls checks = connection.tls();
        Peer peer =
                new Peer(
                        connection.address(),
                        connection.port(),
                        checks == null ? null : tls.of(checks, credential));
        Exchanges.Dialling dialling =
                timeout -> dial(connection, credential, peer, route.addresses(), timeout);
        Exchanges exchanges = new Exchanges(dialling, dialling.dial(route.connect()), clock);
        EndpointKnock knock = new EndpointKnock(peer.url(), texts, exchanges);
        return switch (command) {
            case ShellCommand line ->
                    new WsmanClient(line, new ShellRequests(peer.url(), texts), exchanges, knock);
            case PipelineCommand pipeline ->
                    new RemotingClient(
                            new RunspaceTalk(pipeline, UUID.randomUUID(), UUID.randomUUID()),
                            connection.endpoint(),
                            new PoolRequests(peer.url(), connection.endpoint().name()),
                            exchanges,
                            knock);
        };
    }

    private Link dial(
            Connection connection,
            Credential credential,
            Peer peer,
            List<InetAddress> addresses,
            Duration timeout)
            throws ExchangeException {
        LogonFactory factory =
                requireNonNull(logons.get(connection.auth()), "no logon of that scheme");
        boolean mustSeal = connection.tls() == null && connection.auth() != AuthScheme.BASIC;
        HttpConnection opened = opened(peer, addresses, timeout);
        try {
            return new Link(
                    opened, factory.logon(connection, credential, opened.certificate()), mustSeal);
        } catch (RuntimeException fault) {
            opened.close();
            throw fault;
        }
    }

    private HttpConnection opened(Peer peer, List<InetAddress> addresses, Duration timeout)
            throws ExchangeException {
        try {
            return HttpConnection.open(peer, addresses, timeout, watcher);
        } catch (IOException failure) {
            throw ExchangeException.neverSent(failure);
        }
    }

    @Override
    public boolean heedInterruptsOnAnyThread() {
        return true;
    }

    @Override
    public void close() {
        watcher.close();
    }
}
