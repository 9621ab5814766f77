package io.github.fleetlogoff.simulator.wsman;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/// Text that means nothing.
final class Garbage {
    private static final int LEAST = 40;
    private static final int MOST = 2000;
    private static final int FIRST = 0x20;
    private static final int LAST = 0x2ff;
    private static final int LINE = 70;

    private Garbage() {}

    static byte[] from(SplittableRandom chance) {
        StringBuilder text = new StringBuilder();
        int length = chance.nextInt(LEAST, MOST);
        for (int i = 1; i <= length; i++) {
            text.append((char) chance.nextInt(FIRST, LAST));
            if (i % LINE == 0) {
                text.append("\r\n");
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
