package io.github.fleetlogoff.winrm.winrm4j;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.winrm.ExchangeException;
import io.github.fleetlogoff.winrm.NameResolver;
import io.github.fleetlogoff.winrm.WinrmSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the conversations of a run share. Thread-safe.
final class Winrm4jEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Winrm4jShell.class);

    private final WinrmSettings settings;
    private final InstantSource clock;
    private final NameResolver resolver;
    private final WsmanClients clients = new WsmanClients();
    private final AtomicInteger leakedShells = new AtomicInteger();

    Winrm4jEngine(WinrmSettings settings, InstantSource clock, NameResolver resolver) {
        this.settings = requireNonNull(settings, "settings is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.resolver = resolver;
    }

    WinrmSettings settings() {
        return settings;
    }

    NameResolver resolver() {
        return resolver;
    }

    WsmanClients clients() {
        return clients;
    }

    Deadline in(Duration left) {
        return Deadline.in(left, clock);
    }

    void countLeakedShell(Host host, ExchangeException failure) {
        leakedShells.incrementAndGet();
        noteFailure(host, failure);
        LOG.warn(
                "the shell on {} could not be deleted; the host ends it when it has been idle for a while",
                host.name());
    }

    void noteFailure(Host host, ExchangeException failure) {
        LOG.debug("an exchange with {} failed", host.name(), failure);
    }

    int leakedShells() {
        return leakedShells.get();
    }

    @Override
    public void close() {
        resolver.close();
        clients.close();
    }
}
