package io.github.fleetlogoff.ntlm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;

/// The published vectors (src/test/resources/ntlm-vectors).
final class Vectors {
    static final Path FOLDER = Path.of("src/test/resources/ntlm-vectors");

    private Vectors() {}

    static JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(FOLDER.resolve(name).toFile());
    }

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.toLowerCase(java.util.Locale.ROOT));
    }

    static byte[] base64(String text) {
        return Base64.getDecoder().decode(text.strip());
    }
}
