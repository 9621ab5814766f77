package io.github.fleetlogoff.simulator.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/// TLS over another transport, at the server's end. The engine's tasks run in the calling thread.
final class TlsTransport implements Transport {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Transport below;
    private final SSLEngine engine;
    private ByteBuffer sealed;

    TlsTransport(Transport below, SSLEngine engine) {
        this.below = below;
        this.engine = engine;
        this.sealed = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int before = into.position();
        boolean ended = below.read(sealed) < 0;
        sealed.flip();
        boolean more = true;
        while (more) {
            SSLEngineResult result = engine.unwrap(sealed, into);
            shakeHands();
            more =
                    switch (result.getStatus()) {
                        case OK -> sealed.hasRemaining() || result.bytesConsumed() > 0;
                        case BUFFER_UNDERFLOW, BUFFER_OVERFLOW -> false;
                        case CLOSED -> {
                            ended = true;
                            yield false;
                        }
                    };
        }
        sealed.compact();
        if (!sealed.hasRemaining()) {
            ByteBuffer larger = ByteBuffer.allocate(sealed.capacity() * 2);
            sealed.flip();
            larger.put(sealed);
            sealed = larger;
        }
        int count = into.position() - before;
        return count == 0 && ended ? -1 : count;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            wrap(bytes);
        }
    }

    @Override
    public boolean flush() throws IOException {
        return below.flush();
    }

    @Override
    public void finish() throws IOException {
        engine.closeOutbound();
        wrap(NOTHING);
        below.flush();
        below.finish();
    }

    @Override
    public List<X509Certificate> peerCertificates() {
        try {
            return Stream.of(engine.getSession().getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException _) {
            return List.of();
        }
    }

    private void shakeHands() throws IOException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> {
                    Runnable task = engine.getDelegatedTask();
                    if (task != null) {
                        task.run();
                    }
                }
                case NEED_WRAP -> {
                    wrap(NOTHING);
                    below.flush();
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN, NOT_HANDSHAKING, FINISHED -> {
                    return;
                }
            }
        }
    }

    private void wrap(ByteBuffer bytes) throws IOException {
        ByteBuffer packet = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        SSLEngineResult result = engine.wrap(bytes, packet);
        if (result.getStatus() == SSLEngineResult.Status.CLOSED && result.bytesProduced() == 0) {
            if (bytes.hasRemaining()) {
                throw new SSLException("the TLS connection is closed");
            }
            return;
        }
        below.write(packet.flip());
    }
}
