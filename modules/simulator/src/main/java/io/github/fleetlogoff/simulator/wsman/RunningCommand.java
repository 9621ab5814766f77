package io.github.fleetlogoff.simulator.wsman;

import io.github.fleetlogoff.simulator.http.Timers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A command of a shell, from Command to Signal.
final class RunningCommand {
    private final String id;
    private final Output output;
    private final int exitCode;
    private @Nullable HeldReceive held;
    private Timers.@Nullable Timer readiness;
    private boolean done;

    /// A Receive that waits for output.
    record HeldReceive(WsmanRequest request, Reply reply, Timers.Timer timeout) {}

    RunningCommand(String id, Output output, int exitCode) {
        this.id = id;
        this.output = output;
        this.exitCode = exitCode;
    }

    String id() {
        return id;
    }

    Output output() {
        return output;
    }

    int exitCode() {
        return exitCode;
    }

    /// The output is there when the timer fires.
    void readyWith(Timers.Timer timer) {
        readiness = timer;
    }

    void ready() {
        readiness = null;
    }

    boolean isReady() {
        return readiness == null;
    }

    Optional<Timers.Timer> readiness() {
        return Optional.ofNullable(readiness);
    }

    void hold(HeldReceive receive) {
        held = receive;
    }

    /// The Receive that waits, which waits no longer.
    Optional<HeldReceive> release() {
        Optional<HeldReceive> released = Optional.ofNullable(held);
        held = null;
        return released;
    }

    boolean isAwaited() {
        return held != null && held.reply().open();
    }

    /// All has been handed out.
    void finish() {
        done = true;
    }

    boolean isDone() {
        return done;
    }
}
