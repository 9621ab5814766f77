package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.model.Secret;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Bytes of a password → [Secret], leaving no copy behind.
final class PasswordBytes {
    /// The most bytes that are read in search of a password.
    static final int LIMIT = 64 * 1024;

    private PasswordBytes() {}

    /// The first `length` bytes as UTF-8 text, a byte order mark dropped; empty where there is no
    /// text.
    static Optional<Secret> decode(byte[] bytes, int length) throws CharacterCodingException {
        CharBuffer text =
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
        try {
            int start = text.hasRemaining() && text.get(0) == '\uFEFF' ? 1 : 0;
            char[] characters = Arrays.copyOfRange(text.array(), start, text.limit());
            try {
                return characters.length == 0
                        ? Optional.empty()
                        : Optional.of(Secret.of(characters));
            } finally {
                Arrays.fill(characters, '\0');
            }
        } finally {
            Arrays.fill(text.array(), '\0');
        }
    }

    /// The length without one line end at the end.
    static int withoutLineEnd(byte[] bytes, int length) {
        int end = length > 0 && bytes[length - 1] == '\n' ? length - 1 : length;
        return end < length && end > 0 && bytes[end - 1] == '\r' ? end - 1 : end;
    }
}
