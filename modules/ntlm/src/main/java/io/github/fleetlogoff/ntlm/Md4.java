package io.github.fleetlogoff.ntlm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The MD4 digest (RFC 1320), which Java does not have.
final class Md4 {
    private static final int BLOCK = 64;
    private static final int[] ROUND2 = {0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15};
    private static final int[] ROUND3 = {0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15};
    private static final int[][] SHIFTS = {{3, 7, 11, 19}, {3, 5, 9, 13}, {3, 9, 11, 15}};

    private Md4() {}

    static byte[] digest(byte[] message) {
        int blocks = (message.length + 8) / BLOCK + 1;
        ByteBuffer padded = ByteBuffer.allocate(blocks * BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        padded.put(message).put((byte) 0x80).putLong(padded.capacity() - 8, message.length * 8L);
        int[] state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
        for (int block = 0; block < blocks; block++) {
            int[] words = new int[16];
            for (int i = 0; i < 16; i++) {
                words[i] = padded.getInt(block * BLOCK + 4 * i);
            }
            add(state, words);
        }
        ByteBuffer digest = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : state) {
            digest.putInt(word);
        }
        return digest.array();
    }

    private static void add(int[] state, int[] words) {
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        for (int step = 0; step < 48; step++) {
            int round = step / 16;
            int within = step % 16;
            int mixed =
                    switch (round) {
                        case 0 -> ((b & c) | (~b & d)) + words[within];
                        case 1 ->
                                ((b & c) | (b & d) | (c & d)) + words[ROUND2[within]] + 0x5a827999;
                        default -> (b ^ c ^ d) + words[ROUND3[within]] + 0x6ed9eba1;
                    };
            int rotated = Integer.rotateLeft(a + mixed, SHIFTS[round][within % 4]);
            a = d;
            d = c;
            c = b;
            b = rotated;
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
    }
}
