package io.github.fleetlogoff.winrm.wsman.http;

import static java.util.Objects.requireNonNull;

import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the exchanges whose time is up by closing their connections, from a thread of its own that
/// begins with the first connection and rests while there is none: a timer for each read would take
/// longer than the read. Thread-safe.
public final class ExchangeWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeWatcher.class);

    // How late an exchange may end; they are given seconds.
    private static final Duration TICK = Duration.ofMillis(200);

    private final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean resting;
    private volatile boolean closed;

    public ExchangeWatcher() {
        this(Thread.ofPlatform().daemon().name("deadlines").factory());
    }

    ExchangeWatcher(ThreadFactory threads) {
        thread = requireNonNull(threads.newThread(this::run), "no thread");
    }

    /// Watches a connection from now on.
    ///
    /// @throws SocketException where it is closed
    void add(HttpConnection connection) throws SocketException {
        open.add(connection);
        if (closed) {
            open.remove(connection);
            throw new SocketException("nobody would end an exchange in time any more");
        }
        if (!started.get() && started.compareAndSet(false, true)) {
            boolean running = false;
            try {
                thread.start();
                running = true;
            } finally {
                // The next connection tries again.
                started.set(running);
            }
        } else if (resting) {
            LockSupport.unpark(thread);
        }
    }

    void remove(HttpConnection connection) {
        open.remove(connection);
    }

    private void run() {
        while (!closed) {
            // Said before it is looked: who adds a connection later wakes the thread.
            resting = true;
            if (open.isEmpty()) {
                LockSupport.park(this);
            } else {
                resting = false;
                LockSupport.parkNanos(this, TICK.toNanos());
                look();
            }
        }
    }

    /// Ends the exchanges that are late by now.
    void look() {
        long now = System.nanoTime();
        for (HttpConnection connection : open) {
            try {
                connection.endIfLate(now);
            } catch (RuntimeException | Error fault) {
                // The others have their deadlines still, and this one must not wait for ever.
                LOG.error("whether an exchange is late cannot be told; it is ended", fault);
                connection.end();
            }
        }
    }

    /// Ends every exchange and its thread. No connection is opened any more.
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        open.forEach(HttpConnection::end);
    }
}
