package io.github.fleetlogoff.simulator.auth;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Decrypts what Kerberos has encrypted with AES (RFC 3962 and RFC 8009). It looks at no checksum:
/// whoever calls it has had the whole message checked by JGSS.
enum KerberosCipher {
    AES128_SHA1(17, 16, 12),
    AES256_SHA1(18, 32, 12),
    AES128_SHA256(19, 16, 16),
    AES256_SHA384(20, 32, 24);

    private static final int BLOCK = 16;
    private static final byte ENCRYPTS = (byte) 0xaa;

    private final int number;
    private final int keyLength;
    private final int checksum;

    KerberosCipher(int number, int keyLength, int checksum) {
        this.number = number;
        this.keyLength = keyLength;
        this.checksum = checksum;
    }

    /// The cipher of an encryption type.
    static KerberosCipher of(int number) throws GeneralSecurityException {
        for (KerberosCipher each : values()) {
            if (each.number == number) {
                return each;
            }
        }
        throw new GeneralSecurityException("encryption type " + number + " is not known");
    }

    int number() {
        return number;
    }

    /// The plain text without the random block before it.
    ///
    /// @param usage what the key is used for (RFC 4120, 7.5.1)
    byte[] decrypt(byte[] key, int usage, byte[] encrypted) throws GeneralSecurityException {
        int length = encrypted.length - checksum;
        if (key.length != keyLength || length <= BLOCK) {
            throw new GeneralSecurityException("a key or a cipher text of another length");
        }
        byte[] constant = ByteBuffer.allocate(5).putInt(usage).put(ENCRYPTS).array();
        byte[] derived =
                switch (this) {
                    case AES128_SHA1, AES256_SHA1 -> folded(key, constant);
                    case AES128_SHA256 -> hashed("HmacSHA256", key, constant);
                    case AES256_SHA384 -> hashed("HmacSHA384", key, constant);
                };
        Cipher cipher = Cipher.getInstance("AES/CTS/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(derived, "AES"),
                new IvParameterSpec(new byte[BLOCK]));
        byte[] plain = cipher.doFinal(encrypted, 0, length);
        return Arrays.copyOfRange(plain, BLOCK, plain.length);
    }

    // DK of RFC 3961, 5.1.
    private static byte[] folded(byte[] key, byte[] constant) throws GeneralSecurityException {
        Cipher block = Cipher.getInstance("AES/ECB/NoPadding");
        block.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        ByteBuffer derived = ByteBuffer.allocate(key.length);
        byte[] last = fold(constant);
        while (derived.hasRemaining()) {
            last = block.doFinal(last);
            derived.put(last);
        }
        return derived.array();
    }

    /// n-fold of RFC 3961, 5.1, to the size of a block: copies of the text, each turned right by 13
    /// bits more than the one before, are cut into blocks and added in ones' complement.
    static byte[] fold(byte[] text) {
        BigInteger number = new BigInteger(1, text);
        int bits = 8 * text.length;
        BigInteger ones = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
        int copies =
                BLOCK / BigInteger.valueOf(text.length).gcd(BigInteger.valueOf(BLOCK)).intValue();
        BigInteger all = BigInteger.ZERO;
        for (int copy = 0; copy < copies; copy++) {
            int turn = 13 * copy % bits;
            BigInteger turned = number.shiftRight(turn).or(number.shiftLeft(bits - turn)).and(ones);
            all = all.shiftLeft(bits).or(turned);
        }
        BigInteger blockOnes = BigInteger.ONE.shiftLeft(8 * BLOCK).subtract(BigInteger.ONE);
        BigInteger sum = BigInteger.ZERO;
        for (; all.signum() > 0; all = all.shiftRight(8 * BLOCK)) {
            sum = sum.add(all.and(blockOnes));
        }
        byte[] folded = sum.mod(blockOnes).toByteArray();
        byte[] block = new byte[BLOCK];
        int from = Math.max(0, folded.length - BLOCK);
        System.arraycopy(folded, from, block, BLOCK - folded.length + from, folded.length - from);
        return block;
    }

    // KDF-HMAC-SHA2 of RFC 8009, 3.
    private static byte[] hashed(String algorithm, byte[] key, byte[] label)
            throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key, algorithm));
        byte[] input =
                ByteBuffer.allocate(4 + label.length + 1 + 4)
                        .putInt(1)
                        .put(label)
                        .put((byte) 0)
                        .putInt(8 * key.length)
                        .array();
        return Arrays.copyOf(mac.doFinal(input), key.length);
    }
}
