package io.github.fleetlogoff.ntlm;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;

/// Signs and seals the messages of one connection with extended session security (3.4.4.2). Keys
/// and sequence numbers belong to the connection. Not thread-safe.
public final class NtlmSession {
    static final int SIGNATURE_LENGTH = 16;
    private static final int VERSION = 1;

    private final NtlmAccount account;
    private final Direction out;
    private final Direction in;
    private final boolean keyExchange;

    /// One way of the connection: its keys, its key stream and its count.
    private static final class Direction {
        private final byte[] signKey;
        private final Rc4 handle;
        private int sequence;

        Direction(byte[] sessionKey, boolean fromClient, int flags) {
            this.signKey = NtlmKeys.signKey(sessionKey, fromClient);
            this.handle = new Rc4(NtlmKeys.sealKey(sessionKey, fromClient, flags));
        }
    }

    /// A sealed message.
    ///
    /// @param signature 16 bytes
    /// @param sealed as long as the plain text
    @SuppressWarnings("ArrayRecordComponent") // bytes for the wire: never compared
    public record Sealed(byte[] signature, byte[] sealed) {}

    NtlmSession(NtlmAccount account, byte[] sessionKey, int flags, boolean client) {
        this.account = requireNonNull(account, "account is null");
        this.out = new Direction(sessionKey, client, flags);
        this.in = new Direction(sessionKey, !client, flags);
        this.keyExchange = NtlmFlags.has(flags, NtlmFlags.KEY_EXCH);
    }

    /// Who is logged on.
    public NtlmAccount account() {
        return account;
    }

    /// Seals the next message that goes out.
    public Sealed seal(byte[] plain) {
        byte[] sealed = out.handle.apply(plain);
        return new Sealed(signature(out, plain), sealed);
    }

    /// Opens the next message that came in.
    ///
    /// @throws NtlmException where the signature is wrong, of another message, or out of order; the
    ///   session cannot be used any more then
    public byte[] unseal(byte[] signature, byte[] sealed) throws NtlmException {
        byte[] plain = in.handle.apply(sealed);
        byte[] expected = signature(in, plain);
        if (!MessageDigest.isEqual(expected, signature)) {
            throw new NtlmException("the signature of a sealed message is wrong");
        }
        return plain;
    }

    private byte[] signature(Direction way, byte[] plain) {
        byte[] sequence =
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(way.sequence++)
                        .array();
        byte[] checksum = Arrays.copyOf(Digests.hmacMd5(way.signKey, sequence, plain), 8);
        return ByteBuffer.allocate(SIGNATURE_LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(VERSION)
                .put(keyExchange ? way.handle.apply(checksum) : checksum)
                .put(sequence)
                .array();
    }
}
