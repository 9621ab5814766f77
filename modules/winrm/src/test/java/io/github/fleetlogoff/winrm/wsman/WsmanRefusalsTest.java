package io.github.fleetlogoff.winrm.wsman;

import io.github.fleetlogoff.sessions.RemoteShell;
import io.github.fleetlogoff.winrm.NameResolver;
import io.github.fleetlogoff.winrm.RefusalsContract;
import io.github.fleetlogoff.winrm.SimulatedRig;
import io.github.fleetlogoff.winrm.WinrmSettings;
import java.time.InstantSource;

class WsmanRefusalsTest extends RefusalsContract {
    @Override
    protected RemoteShell open(WinrmSettings settings, NameResolver resolver) {
        return new WsmanShell(
                settings, SimulatedRig.credentials(), InstantSource.system(), resolver);
    }
}
