package io.github.fleetlogoff.simulator.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;

/// Bytes as they are.
final class PlainTransport implements Transport {
    private final SocketChannel channel;
    private final Queue<ByteBuffer> unsent = new ArrayDeque<>(2);

    PlainTransport(SocketChannel channel) {
        this.channel = channel;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    @Override
    public void write(ByteBuffer bytes) {
        unsent.add(bytes);
    }

    @Override
    public boolean flush() throws IOException {
        while (true) {
            ByteBuffer next = unsent.peek();
            if (next == null) {
                return true;
            }
            channel.write(next);
            if (next.hasRemaining()) {
                return false;
            }
            unsent.remove();
        }
    }

    @Override
    public void finish() throws IOException {
        channel.shutdownOutput();
    }
}
