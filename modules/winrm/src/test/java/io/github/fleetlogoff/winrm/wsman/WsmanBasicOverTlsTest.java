package io.github.fleetlogoff.winrm.wsman;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.sessions.RemoteShell;
import io.github.fleetlogoff.winrm.RemoteShellContract;
import io.github.fleetlogoff.winrm.WinrmSettings;
import java.time.Duration;
import java.time.InstantSource;

class WsmanBasicOverTlsTest extends RemoteShellContract {
    WsmanBasicOverTlsTest() {
        super(AuthScheme.BASIC, true);
    }

    @Override
    protected RemoteShell open(Credentials credentials) {
        return new WsmanShell(
                WinrmSettings.of(Duration.ofSeconds(5), false),
                credentials,
                InstantSource.system());
    }
}
