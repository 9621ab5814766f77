package io.github.fleetlogoff.psrp;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;

/// A message as it crosses ([MS-PSRP] 2.2.1), its body unread.
///
/// @param destination who is to read it
/// @param type what it is, [MessageType#code()]
/// @param pool the runspace pool's id, which is that of its shell; [#NONE] for none
/// @param pipeline the pipeline's id, [#NONE] for none
@SuppressWarnings("ArrayRecordComponent") // bytes of the wire: never compared
public record RawMessage(Destination destination, int type, UUID pool, UUID pipeline, byte[] body) {
    /// The id that says: none.
    public static final UUID NONE = new UUID(0, 0);

    private static final int HEADER = 40;

    /// Who is to read a message.
    public enum Destination {
        CLIENT(1),
        SERVER(2);

        private final int code;

        Destination(int code) {
            this.code = code;
        }
    }

    public RawMessage {
        requireNonNull(destination, "destination is null");
        requireNonNull(pool, "pool is null");
        requireNonNull(pipeline, "pipeline is null");
        requireNonNull(body, "body is null");
    }

    /// As it crosses, not yet in fragments.
    public byte[] bytes() {
        ByteBuffer out =
                ByteBuffer.allocate(HEADER + body.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(destination.code)
                        .putInt(type);
        put(out, pool);
        put(out, pipeline);
        return out.put(body).array();
    }

    /// Reads a whole object.
    public static RawMessage read(byte[] bytes) throws PsrpException {
        if (bytes.length < HEADER) {
            throw new PsrpException("a message without its header");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int destination = in.getInt();
        int type = in.getInt();
        if (destination != Destination.CLIENT.code && destination != Destination.SERVER.code) {
            throw new PsrpException("a message for nobody");
        }
        return new RawMessage(
                destination == Destination.CLIENT.code ? Destination.CLIENT : Destination.SERVER,
                type,
                uuid(in),
                uuid(in),
                Arrays.copyOfRange(bytes, HEADER, bytes.length));
    }

    // A GUID as .NET lays it out: its first three parts little-endian.
    private static UUID uuid(ByteBuffer in) {
        long first = Integer.toUnsignedLong(in.getInt()) << 32;
        first |= Short.toUnsignedLong(in.getShort()) << 16;
        first |= Short.toUnsignedLong(in.getShort());
        return new UUID(first, Long.reverseBytes(in.getLong()));
    }

    private static void put(ByteBuffer out, UUID id) {
        long first = id.getMostSignificantBits();
        out.putInt((int) (first >>> 32))
                .putShort((short) (first >>> 16))
                .putShort((short) first)
                .putLong(Long.reverseBytes(id.getLeastSignificantBits()));
    }
}
