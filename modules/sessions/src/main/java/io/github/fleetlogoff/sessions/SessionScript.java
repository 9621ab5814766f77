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
/// @param packedSha256 of the packed text, lower-case hex: what a host can recognise it by
public record SessionScript(String packed, String sha256, String packedSha256) {
    private static final String SOURCE = "session.ps1";
    private static final String PACKED = "session.packed.txt";

    /// The script that was built in.
    ///
    /// @throws FleetException with code `INTERNAL` where the program was put together without it
    public static SessionScript bundled() {
        byte[] packed = resource(PACKED);
        return new SessionScript(
                new String(packed, StandardCharsets.US_ASCII),
                Sha256.hex(resource(SOURCE)),
                Sha256.hex(packed));
    }

    /// The script as it is run where it needs not be packed: with line ends.
    public String text() {
        return packed.replace(PackScript.LINE_END, '\n');
    }

    private static byte[] resource(String name) {
        try (InputStream in = SessionScript.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FleetException(
                        FleetException.Code.INTERNAL,
                        name + " is missing from the program: build it again");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new FleetException(
                    FleetException.Code.INTERNAL, name + " cannot be read from the program", e);
        }
    }
}
