package io.github.fleetlogoff.simulator.wsman;

import io.github.fleetlogoff.simulator.http.Timers;
import io.github.fleetlogoff.simulator.wsman.WsmanRequest.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An open remote shell.
final class Shell {
    static final Duration IDLE_TIME_OUT = Duration.ofHours(2);
    private static final Duration LEAST_IDLE_TIME_OUT = Duration.ofMinutes(1);

    private final String id;
    private final String owner;
    private final Operation.Create asked;
    private final String resourceUri;
    private final @Nullable ServerPool pool;
    private final Map<String, RunningCommand> commands = new HashMap<>(2);
    private Instant lastUse;
    private Timers.@Nullable Timer expiry;

    Shell(String id, String owner, Operation.Create asked, Instant now) {
        this.id = id;
        this.owner = owner;
        this.asked = asked;
        this.resourceUri = Names.CMD;
        this.pool = null;
        this.lastUse = now;
    }

    /// One that carries a runspace pool.
    Shell(ServerPool pool, String owner, Operation.Create asked, Instant now) {
        this.id = pool.shellId();
        this.owner = owner;
        this.asked = asked;
        this.resourceUri = pool.resourceUri();
        this.pool = pool;
        this.lastUse = now;
        RunningCommand own = pool.own();
        commands.put(own.id(), own);
    }

    String id() {
        return id;
    }

    String owner() {
        return owner;
    }

    String resourceUri() {
        return resourceUri;
    }

    /// The runspace pool that it carries; empty for a remote shell.
    Optional<ServerPool> pool() {
        return Optional.ofNullable(pool);
    }

    Operation.Create asked() {
        return asked;
    }

    Map<String, RunningCommand> commands() {
        return commands;
    }

    /// 2 h where none was asked for, never below a minute (Win32 "Installation and configuration
    /// for WinRM").
    Duration idleTimeOut() {
        Duration wanted = asked.idleTimeOut();
        if (wanted == null) {
            return IDLE_TIME_OUT;
        }
        return wanted.compareTo(LEAST_IDLE_TIME_OUT) < 0 ? LEAST_IDLE_TIME_OUT : wanted;
    }

    void expireWith(Timers.Timer timer) {
        expiry = timer;
    }

    /// Looks whether the shell has been idle for too long.
    Optional<Timers.Timer> expiry() {
        return Optional.ofNullable(expiry);
    }

    void use(Instant now) {
        lastUse = now;
    }

    /// How long the shell has yet to live if nobody uses it; never counts down while a Receive
    /// waits.
    Duration left(Instant now) {
        boolean awaited = commands.values().stream().anyMatch(RunningCommand::isAwaited);
        return awaited ? idleTimeOut() : idleTimeOut().minus(Duration.between(lastUse, now));
    }
}
