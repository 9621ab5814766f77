package io.github.fleetlogoff.winrm;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Bytes that were good once, changed by chance: always the same for a seed.
public final class Mutations {
    private static final int MOST_CHANGES = 6;
    // For a longer run by hand; CONTRIBUTING.md says how.
    private static final int TIMES = Integer.getInteger("fuzz.times", 1);

    private Mutations() {}

    /// So many of them, and `fuzz.times` as many where that property is set.
    public static Stream<byte[]> of(byte[] good, long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        return Stream.generate(() -> mutate(good, random)).limit((long) count * TIMES);
    }

    private static byte[] mutate(byte[] good, SplittableRandom random) {
        byte[] bytes = good.clone();
        for (int i = random.nextInt(1, MOST_CHANGES); i > 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            int end = Math.min(bytes.length, at + random.nextInt(1, 40));
            bytes =
                    switch (random.nextInt(6)) {
                        case 0 -> with(bytes, at, (byte) random.nextInt(256));
                        case 1 -> with(bytes, at, (byte) (bytes[at] ^ (1 << random.nextInt(8))));
                        case 2 ->
                                with(
                                        bytes,
                                        at,
                                        (byte) "<>&;:\r\n\"/ 09\0".charAt(random.nextInt(13)));
                        case 3 -> Arrays.copyOf(bytes, at);
                        case 4 -> joined(bytes, at, bytes, end);
                        default -> joined(bytes, end, bytes, at);
                    };
        }
        return bytes;
    }

    private static byte[] with(byte[] bytes, int at, byte value) {
        bytes[at] = value;
        return bytes;
    }

    /// The first `until` bytes of one, then what stands from `from` on in the other.
    private static byte[] joined(byte[] one, int until, byte[] other, int from) {
        byte[] all = Arrays.copyOf(one, until + other.length - from);
        System.arraycopy(other, from, all, until, other.length - from);
        return all;
    }
}
