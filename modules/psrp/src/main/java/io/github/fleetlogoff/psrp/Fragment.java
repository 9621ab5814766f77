package io.github.fleetlogoff.psrp;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;

/// A part of an object, as it crosses ([MS-PSRP] 2.2.4).
///
/// @param objectId from 1; the same for all parts of an object
/// @param fragmentId from 0, in order
/// @param start whether it is the object's first
/// @param end whether it is the object's last
@SuppressWarnings("ArrayRecordComponent") // bytes of the wire: never compared
public record Fragment(long objectId, long fragmentId, boolean start, boolean end, byte[] blob) {
    /// Bytes before the blob.
    public static final int HEADER = 21;

    private static final int START = 1;
    private static final int END = 2;

    public Fragment {
        requireNonNull(blob, "blob is null");
    }

    /// As it crosses.
    public byte[] bytes() {
        return ByteBuffer.allocate(HEADER + blob.length)
                .putLong(objectId)
                .putLong(fragmentId)
                .put((byte) ((start ? START : 0) | (end ? END : 0)))
                .putInt(blob.length)
                .put(blob)
                .array();
    }

    static boolean isStart(byte flags) {
        return (flags & START) != 0;
    }

    static boolean isEnd(byte flags) {
        return (flags & END) != 0;
    }
}
