package io.github.fleetlogoff.winrm.wsman.message;

import java.io.Writer;

/// Gathers text without a lock. For one thread.
final class Text extends Writer {
    private final StringBuilder text;

    Text(int room) {
        text = new StringBuilder(room);
    }

    @Override
    public void write(int c) {
        text.append((char) c);
    }

    @Override
    public void write(char[] characters, int offset, int length) {
        text.append(characters, offset, length);
    }

    @Override
    public void write(String part) {
        text.append(part);
    }

    @Override
    public void write(String part, int offset, int length) {
        text.append(part, offset, offset + length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return text.toString();
    }
}
