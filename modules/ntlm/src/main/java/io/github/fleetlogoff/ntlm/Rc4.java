package io.github.fleetlogoff.ntlm;

/// The RC4 key stream, kept from message to message as a sealing handle (3.4.3). Not thread-safe.
final class Rc4 {
    private static final int BYTE = 0xff;

    // Integers, and below locals: the quick compiler of short runs leaves neither a conversion nor
    // a
    // field access out, and all of a fleet's messages pass here.
    private final int[] box = new int[256];
    private int i;
    private int j;

    Rc4(byte[] key) {
        for (int n = 0; n < box.length; n++) {
            box[n] = n;
        }
        int k = 0;
        for (int n = 0; n < box.length; n++) {
            int kept = box[n];
            k = (k + kept + key[n % key.length]) & BYTE;
            box[n] = box[k];
            box[k] = kept;
        }
    }

    byte[] apply(byte[] bytes) {
        int[] state = box;
        int x = i;
        int y = j;
        byte[] out = new byte[bytes.length];
        for (int n = 0; n < out.length; n++) {
            x = (x + 1) & BYTE;
            int one = state[x];
            y = (y + one) & BYTE;
            int other = state[y];
            state[x] = other;
            state[y] = one;
            out[n] = (byte) (bytes[n] ^ state[(one + other) & BYTE]);
        }
        i = x;
        j = y;
        return out;
    }
}
