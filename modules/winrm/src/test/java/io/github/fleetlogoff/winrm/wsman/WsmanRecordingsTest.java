package io.github.fleetlogoff.winrm.wsman;

import io.github.fleetlogoff.winrm.RecordingsContract;
import io.github.fleetlogoff.winrm.SimulatedRig;
import java.time.InstantSource;

class WsmanRecordingsTest extends RecordingsContract {
    WsmanRecordingsTest() {
        super(
                new WsmanShell(settings(), SimulatedRig.credentials(), InstantSource.system()),
                WsmanShell::leakedShells);
    }
}
