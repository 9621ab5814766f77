package io.github.fleetlogoff.ntlm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A list of AV_PAIRs (2.2.2.1), in order. Immutable.
final class TargetInfo {
    static final int END = 0;
    static final int COMPUTER = 1;
    static final int DOMAIN = 2;
    static final int DNS_COMPUTER = 3;
    static final int DNS_DOMAIN = 4;
    static final int FLAGS = 6;
    static final int TIMESTAMP = 7;
    static final int TARGET_NAME = 9;
    static final int CHANNEL_BINDINGS = 10;

    static final int FLAG_MIC = 2;
    // FILETIME counts 100 ns from 1601 on.
    private static final long EPOCH_1601_SECONDS = 11_644_473_600L;

    private final Map<Integer, byte[]> pairs;

    private TargetInfo(Map<Integer, byte[]> pairs) {
        this.pairs = pairs;
    }

    static TargetInfo empty() {
        return new TargetInfo(new LinkedHashMap<>());
    }

    static TargetInfo read(byte[] bytes) throws NtlmException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Map<Integer, byte[]> pairs = new LinkedHashMap<>();
        while (buffer.remaining() >= 4) {
            int id = buffer.getShort() & 0xffff;
            int length = buffer.getShort() & 0xffff;
            if (id == END) {
                return new TargetInfo(pairs);
            }
            if (length > buffer.remaining()) {
                break;
            }
            byte[] value = new byte[length];
            buffer.get(value);
            if (pairs.putIfAbsent(id, value) != null) {
                throw Wire.malformed("a target information pair is there twice");
            }
        }
        throw Wire.malformed("the target information has no end");
    }

    byte[] bytes() {
        int length = 4 + pairs.values().stream().mapToInt(value -> 4 + value.length).sum();
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        pairs.forEach((id, value) ->
                buffer.putShort(id.shortValue()).putShort((short) value.length).put(value));
        return buffer.array();
    }

    TargetInfo with(int id, byte[] value) {
        Map<Integer, byte[]> more = new LinkedHashMap<>(pairs);
        more.put(id, value);
        return new TargetInfo(more);
    }

    TargetInfo with(int id, String value) {
        return with(id, value.getBytes(StandardCharsets.UTF_16LE));
    }

    TargetInfo withFlags(int flags) {
        return with(
                FLAGS,
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(flags() | flags)
                        .array());
    }

    Optional<byte[]> value(int id) {
        return Optional.ofNullable(pairs.get(id)).map(byte[]::clone);
    }

    /// The computer's NetBIOS name, where the server gave it.
    Optional<String> computerName() {
        return value(COMPUTER).map(bytes -> new String(bytes, StandardCharsets.UTF_16LE));
    }

    /// The digest of the channel bindings (MsvAvChannelBindings), where the client gave it.
    Optional<byte[]> channelBindings() {
        return value(CHANNEL_BINDINGS);
    }

    int flags() {
        return value(FLAGS)
                .filter(bytes -> bytes.length == 4)
                .map(bytes -> ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt())
                .orElse(0);
    }

    static byte[] fileTime(Instant time) {
        long value =
                (time.getEpochSecond() + EPOCH_1601_SECONDS) * 10_000_000L + time.getNano() / 100;
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    }
}
