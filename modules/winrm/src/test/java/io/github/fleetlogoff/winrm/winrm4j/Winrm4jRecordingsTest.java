package io.github.fleetlogoff.winrm.winrm4j;

import io.github.fleetlogoff.winrm.RecordingsContract;
import io.github.fleetlogoff.winrm.Way;
import java.time.InstantSource;

class Winrm4jRecordingsTest extends RecordingsContract {
    Winrm4jRecordingsTest() {
        super(
                new Winrm4jShell(settings(), Way.passwords(), InstantSource.system()),
                Winrm4jShell::leakedShells);
    }
}
