package io.github.fleetlogoff.simulator.http;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Any number of listening ports and their connections, served by one thread. Ports are added
/// before [#start].
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int BACKLOG = 128;
    private static final int BUFFER_BYTES = 128 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    // A clock that a test sets by hand moves while the selector waits: it is looked at again this
    // soon.
    private static final Duration LONGEST_SELECT = Duration.ofMillis(50);
    private static final Duration REST_AFTER_FAILED_ACCEPT = Duration.ofMillis(100);

    private final InstantSource clock;
    private final Optional<Supplier<SSLEngine>> tls;
    private final Selector selector;
    private final Timers timers;
    private final Queue<Runnable> errands = new ConcurrentLinkedQueue<>();
    private final List<SocketChannel> reserved = new ArrayList<>();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();
    private final Thread thread;
    private volatile boolean stopping;
    private long dateSecond = Long.MIN_VALUE;
    private String date = "";

    private record Port(Handler.Factory handlers) {}

    /// @param tls present = every port speaks TLS, each connection by an engine of its own
    public HttpServer(InstantSource clock, Optional<Supplier<SSLEngine>> tls) throws IOException {
        this.clock = requireNonNull(clock, "clock is null");
        this.tls = requireNonNull(tls, "tls is null");
        this.selector = Selector.open();
        this.timers = new Timers(clock);
        this.thread = Thread.ofPlatform().name("simulated-fleet").daemon().unstarted(this::serve);
    }

    /// Opens a port.
    ///
    /// @param address its port 0 = any that is free
    /// @return the port
    /// @throws IOException where the port is taken
    public int listen(InetSocketAddress address, Handler.Factory handlers) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(address, BACKLOG);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_ACCEPT, new Port(handlers));
            return ((InetSocketAddress) channel.getLocalAddress()).getPort();
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
    }

    /// Takes a port at which nobody listens: who connects is refused, and nobody else can take it.
    ///
    /// @param address its port 0 = any that is free
    /// @return the port
    /// @throws IOException where the port is taken
    public int reserve(InetSocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            // A free port is found without reuse only: with it the system may give one port out
            // twice.
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, address.getPort() != 0);
            channel.bind(address);
            reserved.add(channel);
            return ((InetSocketAddress) channel.getLocalAddress()).getPort();
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
    }

    /// Starts to serve.
    public void start() {
        thread.start();
    }

    /// What is to be done later; for the server's thread only.
    public Timers timers() {
        return timers;
    }

    /// Connections accepted so far. Thread-safe.
    public long connectionsAccepted() {
        return accepted.get();
    }

    /// Requests answered or under way so far, refused ones too. Thread-safe.
    public long requests() {
        return requests.get();
    }

    /// Reads what belongs to the server's thread, in that thread; after [#close] in the caller's.
    /// Thread-safe.
    ///
    /// @throws IllegalStateException where no answer came within 30 s, or the caller was
    ///   interrupted
    public <T> T inspect(Supplier<T> reader) {
        if (!thread.isAlive()) {
            return reader.get();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        errands.add(() -> {
            try {
                answer.complete(reader.get());
            } catch (RuntimeException failure) {
                answer.completeExceptionally(failure);
            }
        });
        selector.wakeup();
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "interrupted while the simulated fleet was read", interrupted);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("the simulated fleet could not be read", failure);
        }
    }

    /// Closes every port and connection. Thread-safe; again does nothing.
    @Override
    public void close() {
        stopping = true;
        selector.wakeup();
        boolean interrupted = false;
        try {
            if (thread.isAlive()) {
                thread.join(PATIENCE);
            }
        } catch (InterruptedException _) {
            interrupted = true;
        }
        if (!thread.isAlive()) {
            closeAll();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void countRequest() {
        requests.incrementAndGet();
    }

    /// The Date header, made once a second.
    String date() {
        long second = clock.instant().getEpochSecond();
        if (second != dateSecond) {
            dateSecond = second;
            date =
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(
                            clock.instant().atOffset(ZoneOffset.UTC));
        }
        return date;
    }

    private void serve() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        while (!stopping) {
            try {
                turn(buffer);
            } catch (IOException | RuntimeException failure) {
                LOG.error("the simulated fleet met a fault of its own", failure);
            }
        }
    }

    private void turn(ByteBuffer buffer) throws IOException {
        Optional<Duration> next = timers.untilNext();
        if (next.isEmpty()) {
            selector.select(key -> ready(key, buffer));
        } else if (next.get().isZero()) {
            selector.selectNow(key -> ready(key, buffer));
        } else {
            Duration wait = next.get().compareTo(LONGEST_SELECT) < 0 ? next.get() : LONGEST_SELECT;
            selector.select(key -> ready(key, buffer), wait.plusNanos(999_999).toMillis());
        }
        for (Runnable errand = errands.poll(); errand != null; errand = errands.poll()) {
            errand.run();
        }
        timers.runDue();
    }

    private void ready(SelectionKey key, ByteBuffer buffer) {
        if (!key.isValid()) {
            return;
        }
        switch (key.attachment()) {
            case Port port -> accept(key, port);
            case Connection connection -> serve(connection, buffer);
            default -> throw new IllegalStateException("an unknown key");
        }
    }

    private static void serve(Connection connection, ByteBuffer buffer) {
        try {
            connection.ready(buffer);
        } catch (RuntimeException failure) {
            LOG.error("a simulated host met a fault of its own", failure);
            connection.close();
        }
    }

    private void accept(SelectionKey listening, Port port) {
        ServerSocketChannel server = (ServerSocketChannel) listening.channel();
        try {
            for (SocketChannel channel = server.accept();
                    channel != null;
                    channel = server.accept()) {
                accepted.incrementAndGet();
                open(channel, port);
            }
        } catch (IOException failure) {
            // Out of file handles: the port stays ready, so a pause keeps this from spinning.
            LOG.warn("a connection was not accepted: {}", failure.getMessage());
            listening.interestOps(0);
            timers.after(
                    REST_AFTER_FAILED_ACCEPT, () -> listening.interestOps(SelectionKey.OP_ACCEPT));
        }
    }

    private void open(SocketChannel channel, Port port) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        Transport plain = new PlainTransport(channel);
        Transport transport =
                tls.<Transport>map(engines -> new TlsTransport(plain, engines.get())).orElse(plain);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        Handler handler = port.handlers().connected(transport::peerCertificates);
        key.attach(new Connection(this, key, transport, handler));
    }

    private void closeAll() {
        if (!selector.isOpen()) {
            return;
        }
        try {
            for (SelectionKey key : List.copyOf(selector.keys())) {
                if (key.attachment() instanceof Connection connection) {
                    connection.close();
                } else {
                    key.channel().close();
                }
            }
            for (SocketChannel channel : reserved) {
                channel.close();
            }
            selector.close();
        } catch (IOException failure) {
            LOG.warn("the simulated fleet did not close cleanly: {}", failure.getMessage());
        }
    }
}
