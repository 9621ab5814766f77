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
    private boolean broken;

    /// One way of the connection: its keys, its key stream and its count.
    private static final class Direction {
        private final byte[] signKey;
        private final byte[] sealKey;
        private Rc4 handle;
        private int sequence;

        Direction(byte[] sessionKey, boolean fromClient, int flags) {
            this.signKey = NtlmKeys.signKey(sessionKey, fromClient);
            this.sealKey = NtlmKeys.sealKey(sessionKey, fromClient, flags);
            this.handle = new Rc4(sealKey);
        }

        void restartKeyStream() {
            handle = new Rc4(sealKey);
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
    ///   session opens nothing more then
    public byte[] unseal(byte[] signature, byte[] sealed) throws NtlmException {
        requireWhole();
        byte[] plain = in.handle.apply(sealed);
        check(signature, plain);
        return plain;
    }

    /// The mechListMIC of SPNEGO, which comes before the first sealed message: it takes a sequence
    /// number, but the key stream starts again after it ([MS-SPNG] 3.3.5.1).
    ///
    /// @param mechTypes the MechTypeList in DER (RFC 4178, 5)
    public byte[] signMechTypes(byte[] mechTypes) {
        byte[] signature = signature(out, mechTypes);
        out.restartKeyStream();
        return signature;
    }

    /// Checks the other end's [#signMechTypes].
    ///
    /// @throws NtlmException where it signed another list; the session opens nothing more then
    public void verifyMechTypes(byte[] mechTypes, byte[] signature) throws NtlmException {
        requireWhole();
        check(signature, mechTypes);
        in.restartKeyStream();
    }

    private void requireWhole() throws NtlmException {
        if (broken) {
            throw new NtlmException(
                    NtlmException.Kind.TAMPERED, "an earlier message of the session was wrong");
        }
    }

    private void check(byte[] signature, byte[] plain) throws NtlmException {
        if (!MessageDigest.isEqual(signature(in, plain), signature)) {
            broken = true;
            throw new NtlmException(
                    NtlmException.Kind.TAMPERED, "the signature of a message is wrong");
        }
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
