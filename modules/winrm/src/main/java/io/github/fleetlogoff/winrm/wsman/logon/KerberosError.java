package io.github.fleetlogoff.winrm.wsman.logon;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalInt;

/// Reads the error that a service answers a ticket with (RFC 4121, 4.1; KRB-ERROR of RFC 4120,
/// 5.9.1). JGSS takes no such answer for an error.
final class KerberosError {
    private static final byte[] MECHANISM = HexFormat.of().parseHex("06092a864886f712010202");
    private static final int TOKEN = 0x60;
    private static final int ERROR = 0x7e;
    private static final int SEQUENCE = 0x30;
    private static final int ERROR_CODE = 0xa6;
    private static final int INTEGER = 0x02;
    private static final short ERROR_TOKEN = 0x0300;

    private KerberosError() {}

    /// The error code; empty where the token is no error.
    static OptionalInt code(byte[] token) {
        try {
            ByteBuffer at = content(ByteBuffer.wrap(token), TOKEN);
            byte[] mechanism = new byte[MECHANISM.length];
            at.get(mechanism);
            if (!Arrays.equals(mechanism, MECHANISM) || at.getShort() != ERROR_TOKEN) {
                return OptionalInt.empty();
            }
            ByteBuffer fields = content(content(at, ERROR), SEQUENCE);
            while (fields.hasRemaining()) {
                int tag = fields.get(fields.position()) & 0xff;
                ByteBuffer field = content(fields, tag);
                if (tag == ERROR_CODE) {
                    return integer(content(field, INTEGER));
                }
            }
            return OptionalInt.empty();
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return OptionalInt.empty();
        }
    }

    private static OptionalInt integer(ByteBuffer bytes) {
        if (!bytes.hasRemaining() || bytes.remaining() > Integer.BYTES) {
            return OptionalInt.empty();
        }
        int value = bytes.get();
        while (bytes.hasRemaining()) {
            value = (value << 8) | (bytes.get() & 0xff);
        }
        return OptionalInt.of(value);
    }

    /// What is in the next element of DER, which is passed over.
    private static ByteBuffer content(ByteBuffer at, int tag) {
        if ((at.get() & 0xff) != tag) {
            throw new IllegalArgumentException("another element");
        }
        int length = at.get() & 0xff;
        if (length > 0x82) {
            throw new IllegalArgumentException("too long");
        }
        if (length >= 0x80) {
            int bytes = length - 0x80;
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = (length << 8) | (at.get() & 0xff);
            }
        }
        if (length > at.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer content = at.slice(at.position(), length);
        at.position(at.position() + length);
        return content;
    }
}
