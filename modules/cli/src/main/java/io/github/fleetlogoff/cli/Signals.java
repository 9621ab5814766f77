package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.StopCause;
import java.util.function.Consumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// Hands Ctrl-C and SIGTERM to a run while it is open, and gives them back to the JVM when closed.
/// A shutdown hook would not do: it never sees the second Ctrl-C.
@SuppressWarnings("sunapi")
final class Signals implements AutoCloseable {
    private static final Signal INTERRUPT = new Signal("INT");
    private static final Signal TERMINATE = new Signal("TERM");

    private final SignalHandler interruptBefore;
    private final SignalHandler terminateBefore;

    Signals(Consumer<StopCause> handler) {
        interruptBefore = Signal.handle(INTERRUPT, signal -> handler.accept(StopCause.INTERRUPTED));
        terminateBefore = Signal.handle(TERMINATE, signal -> handler.accept(StopCause.TERMINATED));
    }

    @Override
    public void close() {
        Signal.handle(INTERRUPT, interruptBefore);
        Signal.handle(TERMINATE, terminateBefore);
    }
}
