package io.github.fleetlogoff.winrm.wsman;

import io.github.fleetlogoff.winrm.RecordingsContract;
import io.github.fleetlogoff.winrm.Way;
import java.time.InstantSource;

class WsmanRecordingsTest extends RecordingsContract {
    WsmanRecordingsTest() {
        super(
                new WsmanShell(settings(), Way.passwords(), InstantSource.system()),
                WsmanShell::leakedShells);
    }
}
