package io.github.fleetlogoff.ntlm;

/// The RC4 key stream, kept from message to message as a sealing handle (3.4.3). Not thread-safe.
final class Rc4 {
    private final byte[] box = new byte[256];
    private int i;
    private int j;

    Rc4(byte[] key) {
        for (int n = 0; n < 256; n++) {
            box[n] = (byte) n;
        }
        for (int n = 0, k = 0; n < 256; n++) {
            k = (k + box[n] + key[n % key.length]) & 0xff;
            swap(n, k);
        }
    }

    byte[] apply(byte[] bytes) {
        byte[] out = new byte[bytes.length];
        byte[] state = box;
        int one = i;
        int other = j;
        for (int n = 0; n < bytes.length; n++) {
            one = (one + 1) & 0xff;
            byte first = state[one];
            other = (other + first) & 0xff;
            byte second = state[other];
            state[one] = second;
            state[other] = first;
            out[n] = (byte) (bytes[n] ^ state[(first + second) & 0xff]);
        }
        i = one;
        j = other;
        return out;
    }

    private void swap(int one, int other) {
        byte kept = box[one];
        box[one] = box[other];
        box[other] = kept;
    }
}
