package io.github.fleetlogoff.winrm;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.sessions.RemoteCommand;
import io.github.fleetlogoff.sessions.ShellOutcome;
import io.github.fleetlogoff.sessions.ShellWatch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The conversations of a run and what they share. Thread-safe.
public final class Conversations implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Conversations.class);

    // Of the time a host has, this much is kept for deleting the shell, but never more than a tenth
    // of it.
    private static final int TENTH = 10;
    private static final Duration LAST_GRACE = Duration.ofSeconds(1);

    private final WinrmSettings settings;
    private final InstantSource clock;
    private final NameResolver resolver;
    private final ShellClients clients;
    private final AtomicInteger leakedShells = new AtomicInteger();

    /// Conversations over an engine's clients; both are closed with this.
    public Conversations(
            WinrmSettings settings,
            InstantSource clock,
            NameResolver resolver,
            ShellClients clients) {
        this.settings = requireNonNull(settings, "settings is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.resolver = requireNonNull(resolver, "resolver is null");
        this.clients = requireNonNull(clients, "clients is null");
    }

    WinrmSettings settings() {
        return settings;
    }

    NameResolver resolver() {
        return resolver;
    }

    ShellClients clients() {
        return clients;
    }

    Deadline in(Duration left) {
        return Deadline.in(left, clock);
    }

    /// Holds one from its beginning to its end.
    ///
    /// @param faults the words for what may go wrong with this host
    public ShellOutcome hold(Host host, RemoteCommand command, ShellWatch watch, Faults faults) {
        Duration left = watch.deadline().left();
        // Not dividedBy, which calculates with decimals of any length.
        Duration tenth = Duration.ofMillis(left.toMillis() / TENTH);
        Duration reserve = shorter(settings.cleanupTimeout(), tenth);
        Deadline workEnd = in(left.minus(reserve));
        Conversation conversation =
                new Conversation(
                        this, host, new Conversation.Order(command, watch, workEnd), faults);
        conversation.thread().start();
        return await(conversation, workEnd);
    }

    private ShellOutcome await(Conversation conversation, Deadline workEnd) {
        boolean interrupted = false;
        try {
            if (!conversation.thread().join(workEnd.left().plusMillis(1))) {
                conversation.stop(Stop.DEADLINE);
            }
        } catch (InterruptedException stopped) {
            interrupted = true;
            conversation.stop(Stop.CANCELLED);
        }
        interrupted |= joinOrAbandon(conversation);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return conversation.outcome();
    }

    /// Says whether an interrupt came meanwhile. It does not shorten the deletion, which has its
    /// own end.
    private boolean joinOrAbandon(Conversation conversation) {
        Duration cleanup = settings.cleanupTimeout();
        boolean interrupted = false;
        for (boolean abandoned = false; ; ) {
            try {
                boolean over = conversation.thread().join(abandoned ? LAST_GRACE : cleanup);
                if (over || abandoned) {
                    return interrupted;
                }
                conversation.abandon();
                abandoned = true;
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    void countLeakedShell(Host host) {
        leakedShells.incrementAndGet();
        LOG.warn(
                "a shell may be left on {}: it could not be deleted, or the answer with its id was lost; the host ends it when it has been idle for a while",
                host.name());
    }

    void noteFailure(Host host, Throwable failure) {
        LOG.debug("an exchange with {} failed", host.name(), failure);
    }

    /// How many shells may be left so far: those that could not be deleted, and those of which the
    /// answer with the id was lost. Hosts end them after at most three idle minutes.
    public int leakedShells() {
        return leakedShells.get();
    }

    @Override
    public void close() {
        resolver.close();
        clients.close();
    }
}
