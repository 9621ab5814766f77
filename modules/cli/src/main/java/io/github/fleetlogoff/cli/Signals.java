package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.StopCause;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/// Hands Ctrl-C and SIGTERM to a run while it is open, and gives them back to the JVM when closed.
/// A shutdown hook would not do: it never sees the second Ctrl-C. `sun.misc.Signal` is reached by
/// reflection, because javac warns of it in a way that nothing can answer for
/// (docs/decisions/0004).
final class Signals implements AutoCloseable {
    private final Object interruptBefore;
    private final Object terminateBefore;

    Signals(Consumer<StopCause> handler) {
        interruptBefore = handle("INT", handler(() -> handler.accept(StopCause.INTERRUPTED)));
        terminateBefore = handle("TERM", handler(() -> handler.accept(StopCause.TERMINATED)));
    }

    /// Does something whenever the terminal was resized, until closed; nothing where the system
    /// does not tell.
    static AutoCloseable whenResized(Runnable action) {
        try {
            Object before = handle("WINCH", handler(action));
            return () -> handle("WINCH", before);
        } catch (FleetException _) {
            return () -> {};
        }
    }

    private static Object handler(Runnable action) {
        try {
            Class<?> type = Class.forName("sun.misc.SignalHandler");
            return Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> {
                        action.run();
                        return null;
                    });
        } catch (ReflectiveOperationException e) {
            throw absent(e);
        }
    }

    // Returns the handler that was there before.
    private static Object handle(String name, Object handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Object one = signal.getConstructor(String.class).newInstance(name);
            return signal.getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"))
                    .invoke(null, one, handler);
        } catch (ReflectiveOperationException e) {
            throw absent(e);
        }
    }

    private static FleetException absent(ReflectiveOperationException cause) {
        return new FleetException(
                FleetException.Code.INTERNAL, "this Java has no sun.misc.Signal", cause);
    }

    @Override
    public void close() {
        handle("INT", interruptBefore);
        handle("TERM", terminateBefore);
    }
}
