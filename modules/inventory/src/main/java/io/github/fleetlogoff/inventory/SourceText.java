package io.github.fleetlogoff.inventory;

import static io.github.fleetlogoff.model.FleetException.Code.INVENTORY;

import io.github.fleetlogoff.model.FleetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The text of an inventory, playbook or policy, from bytes that may be anything.
final class SourceText {
    /// The longest file that is read.
    static final int LIMIT_BYTES = 16 * 1024 * 1024;

    private SourceText() {}

    /// @param kind what it is, as an error names it
    static String read(Path path, String kind) {
        if (Files.isDirectory(path)) {
            throw new FleetException(
                    INVENTORY, path + " is a directory; name the " + kind + " file in it");
        }
        if (!Files.exists(path)) {
            throw new FleetException(
                    INVENTORY, "there is no " + kind + " " + path + "; name an existing file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return read(in, path.toString());
        } catch (AccessDeniedException e) {
            throw new FleetException(INVENTORY, path + " may not be read by this user", e);
        } catch (IOException e) {
            throw new FleetException(INVENTORY, path + " cannot be read: " + e.getMessage(), e);
        }
    }

    static String read(InputStream in, String file) throws IOException {
        byte[] bytes = in.readNBytes(LIMIT_BYTES + 1);
        if (bytes.length > LIMIT_BYTES) {
            throw new FleetException(
                    INVENTORY, file + " is longer than 16 MB, the limit for a file");
        }
        return checked(decoded(bytes, file), file);
    }

    private static String decoded(byte[] bytes, String file) {
        CharBuffer text = CharBuffer.allocate(bytes.length);
        ByteBuffer source = ByteBuffer.wrap(bytes);
        CoderResult end = StandardCharsets.UTF_8.newDecoder().decode(source, text, true);
        if (end.isError()) {
            int line = 1;
            for (int i = 0; i < source.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new FleetException(
                    INVENTORY,
                    String.format(
                            "%s:%d: byte %d of the file (0x%02X) is not UTF-8; save the file as UTF-8",
                            file, line, source.position() + 1, bytes[source.position()]));
        }
        return text.flip().toString();
    }

    /// The text without a byte order mark, once it is known to hold no control character.
    static String checked(String text, String file) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                line++;
                lineStart = i + 1;
            } else if (Character.isISOControl(c) && c != '\t' && c != '\r') {
                throw new Place(file, line, text.codePointCount(lineStart, i) + 1)
                        .fault(String.format("a control character (0x%02X) stands here", (int) c));
            }
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
