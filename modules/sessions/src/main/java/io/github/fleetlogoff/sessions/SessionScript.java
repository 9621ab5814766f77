package io.github.fleetlogoff.sessions;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.FleetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The session script: the PowerShell that runs on a host, as its source and packed for a shell
/// environment variable.
///
/// @param source the text of `session.ps1`
/// @param packed the same without comments and indentation, lines joined by [ScriptPacker#LINE_END]
public record SessionScript(String source, String packed) {

    public SessionScript {
        requireNonNull(source, "source is null");
        requireNonNull(packed, "packed is null");
    }

    /// The script that was packed when the program was built.
    ///
    /// @throws FleetException where the program's own resources are missing
    public static SessionScript load() {
        return new SessionScript(resource("session.ps1"), resource("session.packed.txt"));
    }

    /// The SHA-256 of the source, lower-case hex: what a security team compares with the
    /// script-block log's origin.
    public String sha256() {
        return sha256(source);
    }

    /// The SHA-256 of what travels, lower-case hex.
    public String packedSha256() {
        return sha256(packed);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new FleetException(FleetException.Code.INTERNAL, "this Java has no SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = SessionScript.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FleetException(
                        FleetException.Code.INTERNAL,
                        name + " is missing in the program: build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new FleetException(
                    FleetException.Code.INTERNAL, name + " cannot be read: " + e.getMessage(), e);
        }
    }
}
