package io.github.fleetlogoff.simulator.wsman;

import io.github.fleetlogoff.simulator.http.Timers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A command of a shell, from Command to Signal; or a pipeline; or, without an id, what a runspace
/// pool itself has to say, which never ends.
final class RunningCommand {
    private final String id;
    private final Output output;
    private final int exitCode;
    private boolean ends;
    private @Nullable HeldReceive held;
    private Timers.@Nullable Timer readiness;
    private boolean done;

    /// A Receive that waits for output.
    record HeldReceive(WsmanRequest request, Reply reply, Timers.Timer timeout) {}

    /// One whose output is known as soon as it is ready.
    RunningCommand(String id, Output output, int exitCode) {
        this(id, output, exitCode, true);
    }

    private RunningCommand(String id, Output output, int exitCode, boolean ends) {
        this.id = id;
        this.output = output;
        this.exitCode = exitCode;
        this.ends = ends;
    }

    /// One that has nothing to say yet.
    static RunningCommand open(String id, Output output) {
        return new RunningCommand(id, output, 0, false);
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

    /// The output, and with it the end, is there when the timer fires.
    void readyWith(Timers.Timer timer) {
        readiness = timer;
        ends = true;
    }

    /// Whether it ends when its output has been handed out.
    boolean ends() {
        return ends;
    }

    void ready() {
        readiness = null;
    }

    boolean isReady() {
        return readiness == null && (ends || !output.drained());
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
