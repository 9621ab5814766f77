package io.github.fleetlogoff.sessions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// Packs the session script into the text that travels to a host. Run by the build, once: what
/// cannot be delivered must not be built.
final class PackScript {
    /// What the packed text stays below. An environment variable takes 32,767 characters
    /// (CreateProcess).
    static final int LIMIT = 32_000;

    /// What stands for a line end.
    static final char LINE_END = '~';

    private PackScript() {}

    /// Packs one file into another.
    ///
    /// @param args the script, the file to write, and the one for the script's SHA-256
    public static void main(String[] args) throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(args[0]));
        Path target = Path.of(args[1]);
        Files.createDirectories(target.toAbsolutePath().getParent());
        String source = new String(bytes, StandardCharsets.ISO_8859_1);
        Files.writeString(target, pack(source), StandardCharsets.US_ASCII);
        Files.writeString(Path.of(args[2]), Sha256.hex(bytes), StandardCharsets.US_ASCII);
    }

    /// Drops indentation, blank lines and comment lines; the line ends that are left become tildes.
    static String pack(String source) {
        source.lines().forEach(PackScript::check);
        String packed =
                source.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .collect(Collectors.joining(String.valueOf(LINE_END)));
        if (packed.isEmpty()) {
            throw new IllegalArgumentException("the session script is empty");
        }
        if (packed.length() >= LIMIT) {
            throw new IllegalArgumentException(
                    "the session script packs to "
                            + packed.length()
                            + " characters; it travels in an environment variable and must stay below "
                            + LIMIT);
        }
        return packed;
    }

    private static void check(String line) {
        for (int at = 0; at < line.length(); at++) {
            char character = line.charAt(at);
            if (character == LINE_END) {
                throw new IllegalArgumentException(
                        "the session script holds a tilde, which stands for a line end in delivery: "
                                + line);
            }
            if (character != '\t' && (character < ' ' || character > '}')) {
                throw new IllegalArgumentException(
                        "the session script is not plain ASCII at column "
                                + (at + 1)
                                + ": "
                                + line);
            }
        }
    }
}
