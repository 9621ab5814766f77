package io.github.fleetlogoff.ntlm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The CHALLENGE_MESSAGE (2.2.1.2).
///
/// @param serverChallenge 8 bytes
@SuppressWarnings("ArrayRecordComponent") // parts of a message: never compared
record Challenge(int flags, byte[] serverChallenge, String targetName, TargetInfo targetInfo) {
    private static final int TYPE = 2;
    private static final int FIXED = 48;
    private static final int PAYLOAD = 56;

    static Challenge read(byte[] bytes) throws NtlmException {
        Wire wire = new Wire(bytes, TYPE, FIXED);
        int flags = wire.integer(20);
        byte[] info = wire.payload(40);
        return new Challenge(
                flags,
                wire.part(24, 8),
                NtlmFlags.has(flags, NtlmFlags.UNICODE) ? wire.text(12) : "",
                info.length == 0 ? TargetInfo.empty() : TargetInfo.read(info));
    }

    byte[] bytes() throws NtlmException {
        byte[] name = targetName.getBytes(StandardCharsets.UTF_16LE);
        byte[] info = targetInfo.bytes();
        ByteBuffer buffer = Wire.message(TYPE, PAYLOAD + name.length + info.length);
        Wire.putField(buffer, name.length, PAYLOAD);
        buffer.putInt(flags).put(serverChallenge).putLong(0);
        Wire.putField(buffer, info.length, PAYLOAD + name.length);
        Wire.putVersion(buffer);
        return Wire.bytes(buffer.put(name).put(info));
    }
}
