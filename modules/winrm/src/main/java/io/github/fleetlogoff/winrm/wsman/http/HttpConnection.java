package io.github.fleetlogoff.winrm.wsman.http;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One TCP connection, with TLS or without, on which requests go out one after another. Nothing is
/// sent again and nothing is followed here. For one thread: an interrupt of that thread closes the
/// connection and ends what it waits for.
public final class HttpConnection implements AutoCloseable {
    private final Socket tcp;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String requestStart;
    private final AnswerReader reader;
    private final @Nullable X509Certificate certificate;
    private @Nullable Deadline end;
    private boolean usable = true;

    private HttpConnection(Peer peer, Socket tcp, @Nullable TlsSocket tls) throws IOException {
        this.tcp = tcp;
        this.socket = tls == null ? tcp : tls.socket();
        this.certificate = tls == null ? null : tls.certificate();
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
        this.requestStart = peer.requestStart();
        this.reader = new AnswerReader(this::readInTime);
    }

    /// Opens a connection to the first address that takes one.
    ///
    /// @param timeout for each address, and for the TLS handshake
    /// @throws IOException where none does, that of the last one; an SSLException where TLS fails
    public static HttpConnection open(Peer peer, List<InetAddress> addresses, Duration timeout)
            throws IOException {
        int millis = millis(timeout);
        Socket tcp = connect(addresses, peer.port(), millis);
        boolean open = false;
        try {
            tcp.setTcpNoDelay(true);
            tcp.setSoTimeout(millis);
            Peer.Tls tls = peer.tls();
            HttpConnection connection =
                    new HttpConnection(
                            peer, tcp, tls == null ? null : TlsSocket.over(tcp, peer, tls));
            open = true;
            return connection;
        } finally {
            if (!open) {
                tcp.close();
            }
        }
    }

    private static Socket connect(List<InetAddress> addresses, int port, int millis)
            throws IOException {
        IOException last = new SocketTimeoutException("no address to try");
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
        throw last;
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
        end = by;
        out.write(request.bytes(requestStart));
        HttpAnswer answer = reader.read();
        usable = reader.reusable();
        return answer;
    }

    private int readInTime(byte[] into, int offset, int length) throws IOException {
        Duration left = requireNonNull(end, "end is null").left();
        if (left.isZero()) {
            throw new SocketTimeoutException("the time is up");
        }
        socket.setSoTimeout(millis(left));
        return in.read(into, offset, length);
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
