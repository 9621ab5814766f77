package io.github.fleetlogoff.winrm.wsman;

import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.sessions.RemoteShell;
import io.github.fleetlogoff.winrm.NameResolver;
import io.github.fleetlogoff.winrm.RefusalsContract;
import io.github.fleetlogoff.winrm.WinrmSettings;
import java.time.InstantSource;

class WsmanRefusalsTest extends RefusalsContract {
    @Override
    protected RemoteShell open(
            WinrmSettings settings, Credentials credentials, NameResolver resolver) {
        return new WsmanShell(settings, credentials, InstantSource.system(), resolver);
    }
}
