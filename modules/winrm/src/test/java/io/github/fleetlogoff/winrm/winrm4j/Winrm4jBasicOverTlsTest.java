package io.github.fleetlogoff.winrm.winrm4j;

import io.github.fleetlogoff.model.AuthScheme;

class Winrm4jBasicOverTlsTest extends Winrm4jContract {
    Winrm4jBasicOverTlsTest() {
        super(AuthScheme.BASIC, true);
    }
}
