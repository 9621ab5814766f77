package io.github.fleetlogoff.ntlm;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/// The digests of [MS-NLMP] over concatenated parts.
final class Digests {
    private static final int BLOCK = 64;

    private Digests() {}

    static byte[] md5(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw absent(e);
        }
    }

    /// HMAC (RFC 2104), by hand: to find one, Java makes every provider before that which has it
    /// ready, which takes longer than a host's whole logon.
    ///
    /// @param key of at most 64 bytes
    static byte[] hmacMd5(byte[] key, byte[]... parts) {
        if (key.length > BLOCK) {
            throw new IllegalArgumentException("a key of " + key.length + " bytes");
        }
        byte[] inner = new byte[BLOCK];
        byte[] outer = new byte[BLOCK];
        System.arraycopy(key, 0, inner, 0, key.length);
        for (int i = 0; i < BLOCK; i++) {
            outer[i] = (byte) (inner[i] ^ 0x5c);
            inner[i] ^= 0x36;
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            digest.update(inner);
            for (byte[] part : parts) {
                digest.update(part);
            }
            byte[] within = digest.digest();
            digest.update(outer);
            return digest.digest(within);
        } catch (GeneralSecurityException e) {
            throw absent(e);
        }
    }

    private static IllegalStateException absent(GeneralSecurityException cause) {
        return new IllegalStateException(
                "this Java has no MD5, as one in FIPS mode; NTLM cannot be had without it", cause);
    }
}
