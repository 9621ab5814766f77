package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Secret;
import io.github.fleetlogoff.model.SimulatorSpec;
import io.github.fleetlogoff.sessions.SessionScript;
import io.github.fleetlogoff.simulator.FleetSettings;
import io.github.fleetlogoff.simulator.SimulatedFleet;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Set;

/// Starts a simulated fleet with an account made up for it.
final class SimulatedAccount {
    private static final String USERNAME = "CORP\\svc-logoff";
    private static final String LETTERS =
            "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    private static final int LENGTH = 24;

    private SimulatedAccount() {}

    /// An account with a random password.
    static Credential create() {
        SecureRandom random = new SecureRandom();
        char[] password = new char[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            password[i] = LETTERS.charAt(random.nextInt(LETTERS.length()));
        }
        return new Credential("simulated", USERNAME, Secret.of(password));
    }

    static SimulatedFleet start(
            SimulatorSpec spec,
            FleetSettings.Wire wire,
            Credential credential,
            InstantSource clock,
            SessionScript script) {
        try {
            return SimulatedFleet.start(
                    new FleetSettings(
                            spec, wire, credential, Set.of(script.packedSha256()), clock));
        } catch (IllegalArgumentException e) {
            throw new FleetException(
                    FleetException.Code.INVENTORY,
                    "the simulated fleet cannot be built: " + e.getMessage(),
                    e);
        }
    }
}
