package io.github.fleetlogoff.simulator.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client's connection: bytes in, requests to the handler, answers out. For the server's thread
/// only.
final class Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final byte[] CONTINUE =
            "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final Duration LINGER = Duration.ofSeconds(5);

    private final HttpServer server;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Transport transport;
    private final Handler handler;
    private final RequestParser parser = new RequestParser();
    private boolean awaiting;
    private boolean refused;
    private boolean pumping;
    private boolean closing;
    private boolean finished;
    private boolean closed;

    Connection(HttpServer server, SelectionKey key, Transport transport, Handler handler) {
        this.server = server;
        this.channel = (SocketChannel) key.channel();
        this.key = key;
        this.transport = transport;
        this.handler = handler;
    }

    /// The socket is ready for something.
    void ready(ByteBuffer buffer) {
        try {
            if (key.isWritable()) {
                flush();
            }
            if (!closed && key.isReadable()) {
                readAll(buffer);
            }
        } catch (IOException failure) {
            LOG.debug("a connection broke", failure);
            close();
        }
    }

    private void readAll(ByteBuffer buffer) throws IOException {
        while (!closed) {
            buffer.clear();
            int count = transport.read(buffer);
            if (count < 0) {
                close();
                return;
            }
            if (count == 0) {
                return;
            }
            if (!closing) {
                take(buffer.flip());
            }
        }
    }

    private void take(ByteBuffer bytes) {
        try {
            parser.feed(bytes);
            pump();
        } catch (MalformedRequestException malformed) {
            LOG.debug("not a request: {}", malformed.getMessage());
            send(Response.empty(malformed.status()).closing());
        }
    }

    private void pump() throws MalformedRequestException {
        if (pumping) {
            return;
        }
        pumping = true;
        try {
            RequestParser.Step step = RequestParser.Step.HEAD;
            while (step != RequestParser.Step.MORE && !awaiting && !closing && !closed) {
                step = parser.step();
                switch (step) {
                    case MORE -> {}
                    case HEAD -> head(parser.head());
                    case REQUEST -> request(parser.head(), parser.body());
                }
            }
        } finally {
            pumping = false;
        }
    }

    private void head(RequestHead head) {
        boolean waits = head.expectsContinue() && !parser.bodyBegun();
        Optional<Response> early = handler.head(head);
        if (early.isPresent()) {
            server.countRequest();
            // A client that was told its answer instead of "continue" does not send the body any
            // more.
            refused = !waits;
            if (waits) {
                parser.skipBody();
            }
            send(head.keepsAlive() ? early.get() : early.get().closing());
        } else if (waits) {
            write(CONTINUE);
        }
    }

    private void request(RequestHead head, byte[] body) {
        if (refused) {
            refused = false;
            return;
        }
        server.countRequest();
        awaiting = true;
        handler.request(head, body, new Turn(head.keepsAlive()));
    }

    private void send(Response response) {
        closing |= response.close();
        write(response.encode(server.date(), response.close()));
    }

    private void write(byte[] bytes) {
        if (closed || finished) {
            return;
        }
        try {
            transport.write(ByteBuffer.wrap(bytes));
            flush();
        } catch (IOException failure) {
            LOG.debug("a connection broke", failure);
            close();
        }
    }

    private void flush() throws IOException {
        boolean done = transport.flush();
        key.interestOps(done ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        if (done && closing && !finished) {
            finished = true;
            // Closed at once, with bytes unread, the answer would be lost to a reset (RFC 9112,
            // 9.6).
            transport.finish();
            server.timers().after(LINGER, this::close);
        }
    }

    void close() {
        if (closed) {
            return;
        }
        closed = true;
        key.cancel();
        try {
            channel.close();
        } catch (IOException failure) {
            LOG.debug("a connection did not close", failure);
        }
        handler.closed();
    }

    private final class Turn implements Exchange {
        private final boolean keepAlive;
        private boolean answered;

        Turn(boolean keepAlive) {
            this.keepAlive = keepAlive;
        }

        @Override
        public void respond(Response response) {
            if (answered || closed) {
                return;
            }
            answered = true;
            awaiting = false;
            send(keepAlive ? response : response.closing());
            try {
                pump();
            } catch (MalformedRequestException malformed) {
                send(Response.empty(malformed.status()).closing());
            }
        }

        @Override
        public void drop() {
            answered = true;
            close();
        }

        @Override
        public boolean open() {
            return !answered && !closed;
        }
    }
}
