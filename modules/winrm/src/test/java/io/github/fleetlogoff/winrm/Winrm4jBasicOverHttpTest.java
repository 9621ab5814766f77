package io.github.fleetlogoff.winrm;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.sessions.RemoteShell;
import java.time.Duration;
import java.time.InstantSource;

class Winrm4jBasicOverHttpTest extends RemoteShellContract {
    Winrm4jBasicOverHttpTest() {
        super(AuthScheme.BASIC, false);
    }

    @Override
    RemoteShell open() {
        return new Winrm4jShell(
                WinrmSettings.of(Duration.ofSeconds(5), true),
                SimulatedRig.credentials(),
                InstantSource.system());
    }
}
