package io.github.fleetlogoff.ntlm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The key derivations of NTLMv2 (3.3.2, 3.4.5).
final class NtlmKeys {

    private NtlmKeys() {}

    /// NTOWFv2: the key that password, user and domain make.
    static byte[] ntowfV2(char[] password, NtlmAccount account) {
        byte[] bytes = new byte[2 * password.length];
        for (int i = 0; i < password.length; i++) {
            bytes[2 * i] = (byte) password[i];
            bytes[2 * i + 1] = (byte) (password[i] >> 8);
        }
        byte[] hash = Md4.digest(bytes);
        Arrays.fill(bytes, (byte) 0);
        String name = upperCase(account.user()) + account.domain();
        return Digests.hmacMd5(hash, name.getBytes(StandardCharsets.UTF_16LE));
    }

    /// As Windows does it: each character by itself, so that ß stays, and no other letter becomes
    /// an ASCII one.
    private static String upperCase(String user) {
        StringBuilder upper = new StringBuilder(user.length());
        for (int i = 0; i < user.length(); i++) {
            char given = user.charAt(i);
            char raised = Character.toUpperCase(given);
            upper.append(given >= 0x80 && raised < 0x80 ? given : raised);
        }
        return upper.toString();
    }

    static byte[] proof(byte[] ntowfV2, byte[] serverChallenge, byte[] clientBlob) {
        return Digests.hmacMd5(ntowfV2, serverChallenge, clientBlob);
    }

    static byte[] sessionBaseKey(byte[] ntowfV2, byte[] proof) {
        return Digests.hmacMd5(ntowfV2, proof);
    }

    /// SIGNKEY of one direction.
    static byte[] signKey(byte[] sessionKey, boolean fromClient) {
        return Digests.md5(sessionKey, magic(fromClient, "signing"));
    }

    /// SEALKEY of one direction, as strong as the flags say.
    static byte[] sealKey(byte[] sessionKey, boolean fromClient, int flags) {
        int length =
                NtlmFlags.has(flags, NtlmFlags.KEY_128)
                        ? 16
                        : NtlmFlags.has(flags, NtlmFlags.KEY_56) ? 7 : 5;
        return Digests.md5(Arrays.copyOf(sessionKey, length), magic(fromClient, "sealing"));
    }

    private static byte[] magic(boolean fromClient, String use) {
        String way = fromClient ? "client-to-server" : "server-to-client";
        return ("session key to " + way + " " + use + " key magic constant\0")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
