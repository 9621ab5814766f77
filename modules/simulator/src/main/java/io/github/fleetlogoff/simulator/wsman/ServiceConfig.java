package io.github.fleetlogoff.simulator.wsman;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.SimulatorSpec.Endpoints;
import java.util.ArrayList;
import java.util.List;

/// How the WinRM service of every host of a fleet is configured, as far as it differs.
///
/// @param tls whether it listens on HTTPS, else on HTTP
/// @param allowUnencrypted whether plain payloads are taken over HTTP
/// @param cbtHardeningLevel the word of WinRM for it
/// @param certificate whether clients may log on by certificate
/// @param endpoints what it offers
public record ServiceConfig(
        boolean tls,
        boolean allowUnencrypted,
        String cbtHardeningLevel,
        boolean certificate,
        Endpoints endpoints) {

    public ServiceConfig {
        requireNonNull(cbtHardeningLevel, "cbtHardeningLevel is null");
        requireNonNull(endpoints, "endpoints is null");
    }

    /// Basic is refused where it would show the password on the wire.
    boolean basic() {
        return tls || allowUnencrypted;
    }

    /// What a client may log on with, as Identify lists it.
    List<String> securityProfiles() {
        String transport = Names.SECURITY_PROFILE + (tls ? "https/" : "http/");
        List<String> profiles = new ArrayList<>();
        if (basic()) {
            profiles.add(transport + "basic");
        }
        if (certificate) {
            profiles.add(transport + "mutual");
        }
        profiles.add(transport + "spnego-kerberos");
        return profiles;
    }
}
