package io.github.fleetlogoff.winrm.wsman;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Finding;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.sessions.HostProbe;
import io.github.fleetlogoff.winrm.NameResolver;
import io.github.fleetlogoff.winrm.TlsContexts;
import io.github.fleetlogoff.winrm.wsman.http.ExchangeWatcher;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// Looks at the way to a host: name, port, certificate, and what its WinRM says to a request that
/// logs nobody on. Thread-safe.
public final class WireProbe implements HostProbe {
    private final Duration timeout;
    private final InstantSource clock;
    private final NameResolver resolver;
    private final TlsContexts contexts = new TlsContexts();
    private final ExchangeWatcher watcher = new ExchangeWatcher();

    /// @param timeout for each step: the name, each address, the TLS handshake, the answer
    /// @param clock with which those of hosts are compared
    public WireProbe(Duration timeout, InstantSource clock) {
        this(timeout, clock, NameResolver.ofSystem());
    }

    WireProbe(Duration timeout, InstantSource clock, NameResolver resolver) {
        this.timeout = requireNonNull(timeout, "timeout is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.resolver = requireNonNull(resolver, "resolver is null");
    }

    @Override
    public List<Finding> look(Host host) {
        WireLook look = new WireLook(host, timeout, clock, contexts, watcher);
        try {
            look.from(resolver);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return look.findings();
    }

    @Override
    public void close() {
        resolver.close();
        watcher.close();
    }
}
