package io.github.fleetlogoff.ntlm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads the parts of an NTLM message (2.2.1): bounds are checked here and nowhere else.
final class Wire {
    private static final byte[] SIGNATURE = "NTLMSSP\0".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_BYTES = 64 * 1024;
    static final int HEADER = 12;
    // Windows Server 2022, NTLM revision 15 (2.2.2.10).
    private static final byte[] VERSION = {10, 0, 0x7c, 0x4f, 0, 0, 0, 15};

    private final byte[] bytes;
    private final ByteBuffer buffer;

    /// @param type the MessageType it must have
    /// @param least the length of its fixed part
    Wire(byte[] bytes, int type, int least) throws NtlmException {
        if (bytes.length < Math.max(least, HEADER) || bytes.length > MOST_BYTES) {
            throw malformed(
                    "an NTLM message of type " + type + " cannot have " + bytes.length + " bytes");
        }
        this.bytes = bytes.clone();
        this.buffer = ByteBuffer.wrap(this.bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (!Arrays.equals(bytes, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)
                || integer(8) != type) {
            throw malformed("not an NTLM message of type " + type);
        }
    }

    /// A buffer with signature and type, little-endian.
    static ByteBuffer message(int type, int length) {
        return ByteBuffer.allocate(length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(SIGNATURE)
                .putInt(type);
    }

    /// Everything that a buffer from [#message] holds.
    static byte[] bytes(ByteBuffer message) {
        byte[] bytes = new byte[message.capacity()];
        message.get(0, bytes);
        return bytes;
    }

    /// Appends where a part of the payload is (length, room, offset).
    ///
    /// @throws NtlmException where it is too long for a message
    static void putField(ByteBuffer message, int length, int offset) throws NtlmException {
        if (length > 0xffff) {
            throw malformed("a part of " + length + " bytes does not fit into an NTLM message");
        }
        message.putShort((short) length).putShort((short) length).putInt(offset);
    }

    static void putVersion(ByteBuffer message) {
        message.put(VERSION);
    }

    static NtlmException malformed(String message) {
        return new NtlmException(NtlmException.Kind.MALFORMED, message);
    }

    int integer(int at) {
        return buffer.getInt(at);
    }

    byte[] part(int from, int length) throws NtlmException {
        if (from < 0 || length < 0 || from > bytes.length - length) {
            throw malformed("an NTLM message points outside of itself");
        }
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    /// The payload that the field at `at` (length, room, offset) points to.
    byte[] payload(int at) throws NtlmException {
        int length = buffer.getShort(at) & 0xffff;
        return length == 0 ? new byte[0] : part(buffer.getInt(at + 4), length);
    }

    String text(int at) throws NtlmException {
        byte[] payload = payload(at);
        if (payload.length % 2 != 0) {
            throw malformed("a text in an NTLM message is not UTF-16");
        }
        return new String(payload, StandardCharsets.UTF_16LE);
    }

    byte[] all() {
        return bytes.clone();
    }
}
