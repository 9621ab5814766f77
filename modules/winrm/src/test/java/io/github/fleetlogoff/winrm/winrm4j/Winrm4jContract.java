package io.github.fleetlogoff.winrm.winrm4j;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.sessions.RemoteShell;
import io.github.fleetlogoff.winrm.RemoteShellContract;
import io.github.fleetlogoff.winrm.WinrmSettings;
import java.time.Duration;
import java.time.InstantSource;

/// The contract for winrm4j, which has no way to hand over input.
abstract class Winrm4jContract extends RemoteShellContract {
    private final boolean allowUnencrypted;

    Winrm4jContract(AuthScheme auth, boolean tls) {
        super(auth, tls);
        this.allowUnencrypted = auth == AuthScheme.BASIC && !tls;
    }

    @Override
    protected final RemoteShell open(Credentials credentials) {
        return new Winrm4jShell(
                WinrmSettings.of(Duration.ofSeconds(5), allowUnencrypted),
                credentials,
                InstantSource.system());
    }

    @Override
    protected final boolean takesInput() {
        return false;
    }
}
