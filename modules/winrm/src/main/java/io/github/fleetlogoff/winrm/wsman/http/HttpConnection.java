package io.github.fleetlogoff.winrm.wsman.http;

import io.github.fleetlogoff.model.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One TCP connection, with TLS or without, on which requests go out one after another. Nothing is
/// sent again and nothing is followed here. For one thread: an interrupt of that thread closes the
/// connection and ends what it waits for, and so does the watcher when time is up.
public final class HttpConnection implements AutoCloseable {
    private final ExchangeWatcher watcher;
    private final Socket tcp;
    private final Socket socket;
    private final SocketChannel channel;
    private final String requestStart;
    private final AnswerReader reader;
    private final @Nullable X509Certificate certificate;
    // Whoever takes it out, the thread or the watcher, says how it ended.
    private final AtomicReference<@Nullable Exchange> inFlight = new AtomicReference<>();
    private boolean usable = true;

    /// A request on its way to its answer.
    ///
    /// @param latest when it is over whatever becomes of the clock, as System.nanoTime says it
    private record Exchange(Deadline by, long latest) {
        static Exchange until(Deadline by) {
            return new Exchange(by, System.nanoTime() + TimeUnit.NANOSECONDS.convert(by.left()));
        }

        boolean isLate(long now) {
            return latest - now <= 0 || by.passed();
        }
    }

    private HttpConnection(Peer peer, Socket tcp, @Nullable TlsSocket tls, ExchangeWatcher watcher)
            throws IOException {
        this.watcher = watcher;
        this.tcp = tcp;
        this.socket = tls == null ? tcp : tls.socket();
        this.certificate = tls == null ? null : tls.certificate();
        InputStream in = socket.getInputStream();
        this.channel = tcp.getChannel();
        this.requestStart = peer.requestStart();
        this.reader = new AnswerReader(in::read);
    }

    /// Opens a connection to the first address that takes one.
    ///
    /// @param timeout for each address, and for the TLS handshake
    /// @param watcher to end its exchanges in time
    /// @throws IOException where none does, that of the last one; an SSLException where TLS fails
    public static HttpConnection open(
            Peer peer, List<InetAddress> addresses, Duration timeout, ExchangeWatcher watcher)
            throws IOException {
        int millis = millis(timeout);
        Socket tcp = connect(addresses, peer.port(), millis);
        boolean open = false;
        try {
            tcp.setTcpNoDelay(true);
            Peer.Tls tls = peer.tls();
            HttpConnection connection =
                    new HttpConnection(
                            peer,
                            tcp,
                            tls == null ? null : secured(tcp, peer, tls, millis),
                            watcher);
            watcher.add(connection);
            open = true;
            return connection;
        } finally {
            if (!open) {
                tcp.close();
            }
        }
    }

    private static TlsSocket secured(Socket tcp, Peer peer, Peer.Tls tls, int millis)
            throws IOException {
        tcp.setSoTimeout(millis);
        TlsSocket secured = TlsSocket.over(tcp, peer, tls);
        tcp.setSoTimeout(0);
        return secured;
    }

    private static Socket connect(List<InetAddress> addresses, int port, int millis)
            throws IOException {
        IOException last = null;
        for (InetAddress address : addresses) {
            // That of a channel: an interrupt ends its waiting on threads of any kind.
            Socket socket = SocketChannel.open().socket();
            try {
                socket.connect(new InetSocketAddress(address, port), millis);
                return socket;
            } catch (IOException failure) {
                last = failure;
                socket.close();
                if (Thread.currentThread().isInterrupted()) {
                    throw failure;
                }
            }
        }
        throw last == null ? new SocketTimeoutException("no address to try") : last;
    }

    /// Sends a request and reads its answer.
    ///
    /// @param by when the answer must have been read
    /// @throws HttpException where the answer is none
    /// @throws SocketTimeoutException where it does not come in time
    public HttpAnswer post(HttpRequest request, Deadline by) throws IOException {
        if (!usable) {
            throw new IllegalStateException("the connection is closed");
        }
        usable = false;
        Exchange exchange = Exchange.until(by);
        inFlight.set(exchange);
        HttpAnswer answer;
        try {
            send(request);
            answer = reader.read();
        } catch (IOException failure) {
            throw inFlight.compareAndSet(exchange, null) ? failure : timeIsUp(failure);
        }
        if (!inFlight.compareAndSet(exchange, null)) {
            throw timeIsUp(null);
        }
        usable = reader.reusable();
        return answer;
    }

    /// At once, so that no packet waits for the next: a record of TLS, or one write of all parts.
    private void send(HttpRequest request) throws IOException {
        if (certificate != null) {
            socket.getOutputStream().write(request.bytes(requestStart));
            return;
        }
        ByteBuffer[] buffers = request.buffers(requestStart);
        long left = HttpRequest.length(buffers);
        while (left > 0) {
            left -= channel.write(buffers);
        }
    }

    private static SocketTimeoutException timeIsUp(@Nullable IOException failure) {
        SocketTimeoutException late = new SocketTimeoutException("the time is up");
        late.initCause(failure);
        return late;
    }

    /// For any thread: ends the exchange that is in flight where its time is up.
    ///
    /// @param now as System.nanoTime says it
    void endIfLate(long now) {
        Exchange exchange = inFlight.get();
        if (exchange != null && exchange.isLate(now) && inFlight.compareAndSet(exchange, null)) {
            end();
        }
    }

    /// For any thread: closes the connection, and with that ends what is in flight.
    void end() {
        inFlight.set(null);
        try {
            tcp.close();
        } catch (IOException closing) {
            // It is of no use any more, closed or not.
        }
    }

    private static int millis(Duration duration) {
        return Math.clamp(duration.toMillis(), 1, Integer.MAX_VALUE);
    }

    /// Whether another request can go out here: the last answer was read whole, and the server
    /// keeps the connection.
    public boolean isUsable() {
        return usable;
    }

    /// The server's certificate; empty without TLS.
    public Optional<X509Certificate> certificate() {
        return Optional.ofNullable(certificate);
    }

    /// Closes the connection; in the middle of an exchange without TLS' farewell, for which the
    /// other end may leave no room.
    @Override
    public void close() {
        watcher.remove(this);
        try (tcp) {
            if (usable) {
                socket.close();
            }
        } catch (IOException closing) {
            // Nothing more was to come from there.
            usable = false;
        }
        usable = false;
    }
}
