package io.github.fleetlogoff.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// A disk in memory that can be told to fail, and that knows what has been forced.
class FakeDisk implements JournalFile {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final AtomicInteger forces = new AtomicInteger();
    volatile int room = Integer.MAX_VALUE;
    volatile boolean forceFails;
    volatile int forced;
    volatile boolean closed;

    @Override
    public synchronized void append(byte[] line) throws IOException {
        int fits = Math.min(line.length, room - bytes.size());
        bytes.write(line, 0, fits);
        if (fits < line.length) {
            throw new IOException("No space left on device");
        }
    }

    @Override
    public void force() throws IOException {
        forces.incrementAndGet();
        int there = size();
        if (forceFails) {
            throw new IOException("Input/output error");
        }
        forced = there;
    }

    @Override
    public void close() {
        closed = true;
    }

    synchronized int size() {
        return bytes.size();
    }

    synchronized String text() {
        return bytes.toString(StandardCharsets.US_ASCII);
    }
}
