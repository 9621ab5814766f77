package io.github.fleetlogoff.winrm;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Engine;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.sessions.RemoteCommand;
import io.github.fleetlogoff.sessions.RemoteShell;
import io.github.fleetlogoff.sessions.ShellOutcome;
import io.github.fleetlogoff.sessions.ShellWatch;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Gives each host to its engine, which is made for the first host that asks for it. Thread-safe.
public final class EngineShells implements RemoteShell {
    private final Map<Engine, Supplier<RemoteShell>> makers;
    private final Map<Engine, RemoteShell> made = new EnumMap<>(Engine.class);
    private final Map<Engine, RuntimeException> failed = new EnumMap<>(Engine.class);
    private boolean closed;

    /// @param makers for each engine how it is made
    public EngineShells(Map<Engine, Supplier<RemoteShell>> makers) {
        this.makers = Map.copyOf(makers);
        if (!this.makers.keySet().containsAll(List.of(Engine.values()))) {
            throw new IllegalArgumentException("an engine is missing: " + makers.keySet());
        }
    }

    @Override
    public ShellOutcome run(Host host, RemoteCommand command, ShellWatch watch) {
        return shell(host.connection().speaker()).run(host, command, watch);
    }

    private synchronized RemoteShell shell(Engine engine) {
        if (closed) {
            throw new IllegalStateException("the shells are closed");
        }
        RemoteShell known = made.get(engine);
        return known == null ? make(engine) : known;
    }

    // What failed for one host would fail for the thousands that wait here, each in its time.
    private RemoteShell make(Engine engine) {
        RuntimeException failure = failed.get(engine);
        if (failure != null) {
            throw failure;
        }
        try {
            RemoteShell shell = requireNonNull(makers.get(engine), "no such engine").get();
            made.put(engine, shell);
            return shell;
        } catch (RuntimeException thrown) {
            failed.put(engine, thrown);
            throw thrown;
        }
    }

    @Override
    public synchronized int leakedShells() {
        return made.values().stream().mapToInt(RemoteShell::leakedShells).sum();
    }

    @Override
    public synchronized void close() {
        closed = true;
        made.values().forEach(RemoteShell::close);
    }
}
