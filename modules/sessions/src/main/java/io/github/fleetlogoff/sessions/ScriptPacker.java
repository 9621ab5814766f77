package io.github.fleetlogoff.sessions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// Packs the session script when the program is built, so that a script that cannot travel breaks
/// the build.
public final class ScriptPacker {
    /// Stands for a line end while the script travels: cmd and CreateProcess never see one.
    static final char LINE_END = '~';

    // CreateProcess takes 32,767 characters for one variable; the rest is kept for what an engine
    // may add.
    private static final int MOST_CHARACTERS = 32_000;

    private ScriptPacker() {}

    /// Reads the script named first and writes the packed one to the file named second.
    public static void main(String[] arguments) throws IOException {
        String source = Files.readString(Path.of(arguments[0]), StandardCharsets.UTF_8);
        Path packed = Path.of(arguments[1]);
        Files.writeString(packed, pack(source), StandardCharsets.US_ASCII);
    }

    /// Drops comment lines, blank lines and indentation.
    ///
    /// @throws IllegalArgumentException where the script holds a tilde or a character that is not
    ///   ASCII, or is too long
    static String pack(String source) {
        if (source.indexOf(LINE_END) >= 0) {
            throw new IllegalArgumentException(
                    "the session script holds a tilde, which stands for a line end on its way");
        }
        if (!source.chars().allMatch(character -> character < 128)) {
            throw new IllegalArgumentException("the session script is not plain ASCII");
        }
        String packed =
                source.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .collect(Collectors.joining(String.valueOf(LINE_END)));
        if (packed.length() >= MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "the packed session script has "
                            + packed.length()
                            + " characters; fewer than "
                            + MOST_CHARACTERS
                            + " fit into an environment variable");
        }
        return packed;
    }
}
