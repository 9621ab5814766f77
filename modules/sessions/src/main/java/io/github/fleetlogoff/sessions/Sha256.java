package io.github.fleetlogoff.sessions;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What a text is recognised by.
final class Sha256 {
    private Sha256() {}

    /// The SHA-256 in lower-case hex.
    static String hex(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            // Every Java platform must have it (java.security.MessageDigest).
            throw new IllegalStateException("SHA-256 is missing from this Java", e);
        }
    }
}
