package io.github.fleetlogoff.winrm.winrm4j;

import io.github.fleetlogoff.model.AuthScheme;

class Winrm4jBasicOverHttpTest extends Winrm4jContract {
    Winrm4jBasicOverHttpTest() {
        super(AuthScheme.BASIC, false);
    }
}
