package io.github.fleetlogoff.runner;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.StopCause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks a run to stop, from any thread. Once asked it stays asked; a listener that comes late is
/// told at once.
public final class StopSignal {

    /// Why and in which words.
    ///
    /// @param now whether what is in flight is to be cut off too
    public record Request(StopCause cause, String message, boolean now) {
        public Request {
            requireNonNull(cause, "cause is null");
            requireNonNull(message, "message is null");
        }
    }

    /// Is told of a request; called once for a gentle one and once more when it becomes urgent.
    @FunctionalInterface
    interface Listener {
        void asked(Request request);
    }

    private final List<Listener> listeners = new ArrayList<>();
    private @Nullable Request request;

    /// No further host is begun; those in flight finish. The first cause stays.
    public void stop(StopCause cause, String message) {
        ask(new Request(cause, message, false));
    }

    /// What is in flight is cut off too. Means nothing before [#stop].
    public void stopNow() {
        Request asked;
        synchronized (this) {
            if (request == null || request.now()) {
                return;
            }
            asked = new Request(request.cause(), request.message(), true);
        }
        ask(asked);
    }

    /// Whether a stop was asked for.
    public boolean stopped() {
        return request().isPresent();
    }

    /// What was asked for.
    public synchronized Optional<Request> request() {
        return Optional.ofNullable(request);
    }

    void listen(Listener listener) {
        Request asked;
        synchronized (this) {
            listeners.add(listener);
            asked = request;
        }
        if (asked != null) {
            listener.asked(asked);
        }
    }

    private void ask(Request asked) {
        List<Listener> told;
        synchronized (this) {
            if (request != null && (!asked.now() || request.now())) {
                return;
            }
            request = asked;
            told = List.copyOf(listeners);
        }
        told.forEach(listener -> listener.asked(asked));
    }
}
