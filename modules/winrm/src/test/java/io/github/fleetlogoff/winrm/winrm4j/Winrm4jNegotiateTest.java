package io.github.fleetlogoff.winrm.winrm4j;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.sessions.RemoteShell;
import io.github.fleetlogoff.winrm.RemoteShellContract;
import io.github.fleetlogoff.winrm.WinrmSettings;
import java.time.Duration;
import java.time.InstantSource;

/// This engine answers to Negotiate with NTLM alone.
class Winrm4jNegotiateTest extends RemoteShellContract {
    Winrm4jNegotiateTest() {
        super(AuthScheme.NEGOTIATE, false);
    }

    @Override
    protected RemoteShell open(Credentials credentials) {
        return new Winrm4jShell(
                WinrmSettings.of(Duration.ofSeconds(5), false),
                credentials,
                InstantSource.system());
    }

    @Override
    protected boolean takesInput() {
        return false;
    }
}
