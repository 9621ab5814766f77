package io.github.fleetlogoff.winrm;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.sessions.RemoteShell;
import java.time.Duration;
import java.time.InstantSource;

class Winrm4jSealedNtlmTest extends RemoteShellContract {
    Winrm4jSealedNtlmTest() {
        super(AuthScheme.NTLM, false);
    }

    @Override
    RemoteShell open() {
        return new Winrm4jShell(
                WinrmSettings.of(Duration.ofSeconds(5), false),
                SimulatedRig.credentials(),
                InstantSource.system());
    }
}
