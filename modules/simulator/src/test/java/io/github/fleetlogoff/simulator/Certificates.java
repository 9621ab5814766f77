package io.github.fleetlogoff.simulator;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Optional;

/// Certificates for tests.
public final class Certificates {
    private Certificates() {}

    /// One as a fleet makes for itself, another each time.
    public static X509Certificate fleet() throws IOException {
        return FleetIdentity.create(Optional.empty()).certificate();
    }
}
