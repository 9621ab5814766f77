package io.github.fleetlogoff.sessions;

import io.github.fleetlogoff.model.FleetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The files that make a Windows host offer the JEA endpoint `FleetLogoff`, on which an account
/// that is no administrator may call one function: `docs/jea.md`. The function's body is
/// [SessionScript], word for word. Thread-safe.
public final class EndpointModule {
    /// The endpoint's name, which is also the module's.
    public static final String NAME = "FleetLogoff";

    /// The one function that the endpoint shows.
    public static final String FUNCTION = "Invoke-FleetLogoff";

    /// The function's parameter that takes the request, a JSON text.
    public static final String REQUEST_PARAMETER = "RequestJson";

    /// The function's switch that asks for the answer as one string.
    public static final String REMOTING_PARAMETER = "Remoting";

    private EndpointModule() {}

    /// The files by their names, in which `/` divides folders; plain ASCII, lines end with a line
    /// feed.
    ///
    /// @throws FleetException with code `INTERNAL` where the program was put together without them
    public static SequencedMap<String, String> files() {
        SequencedMap<String, String> files = new LinkedHashMap<>();
        for (String name : PackEndpoint.NAMES) {
            files.put(name, resource("jea/" + name));
        }
        return Collections.unmodifiableSequencedMap(files);
    }

    private static String resource(String name) {
        try (InputStream in = EndpointModule.class.getResourceAsStream(name)) {
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
