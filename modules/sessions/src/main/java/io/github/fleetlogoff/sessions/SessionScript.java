package io.github.fleetlogoff.sessions;

import io.github.fleetlogoff.model.FleetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// The PowerShell that runs on a host: `session.ps1` beside this class, and its packed form, which
/// the build makes. Immutable.
///
/// @param packed the text that is delivered: ASCII, below 32,000 characters, tildes for line ends
/// @param sha256 of the source `session.ps1`, lower-case hex: what reports name
public record SessionScript(String packed, String sha256) {
    private static final String PACKED = "session.packed.txt";
    // Reckoned by the build: the interpreter would take longer for it than for any other step of a
    // start.
    private static final String SHA256 = "session.sha256.txt";

    /// The script that was built in.
    ///
    /// @throws FleetException with code `INTERNAL` where the program was put together without it
    public static SessionScript bundled() {
        return new SessionScript(resource(PACKED), resource(SHA256));
    }

    /// The SHA-256 of the packed text, lower-case hex: what a host can recognise it by.
    public String packedSha256() {
        return Sha256.hex(packed.getBytes(StandardCharsets.US_ASCII));
    }

    /// The script as it is run where it needs not be packed: with line ends.
    public String text() {
        return packed.replace(PackScript.LINE_END, '\n');
    }

    private static String resource(String name) {
        try (InputStream in = SessionScript.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FleetException(
                        FleetException.Code.INTERNAL,
                        name + " is missing from the program: build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new FleetException(
                    FleetException.Code.INTERNAL, name + " cannot be read from the program", e);
        }
    }
}
