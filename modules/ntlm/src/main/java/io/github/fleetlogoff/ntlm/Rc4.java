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
        for (int n = 0; n < bytes.length; n++) {
            i = (i + 1) & 0xff;
            j = (j + box[i]) & 0xff;
            swap(i, j);
            out[n] = (byte) (bytes[n] ^ box[(box[i] + box[j]) & 0xff]);
        }
        return out;
    }

    private void swap(int one, int other) {
        byte kept = box[one];
        box[one] = box[other];
        box[other] = kept;
    }
}
