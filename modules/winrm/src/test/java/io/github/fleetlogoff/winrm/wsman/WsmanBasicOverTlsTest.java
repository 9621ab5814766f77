package io.github.fleetlogoff.winrm.wsman;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.winrm.Way;

class WsmanBasicOverTlsTest extends WsmanContract {
    WsmanBasicOverTlsTest() {
        super(Way.password(AuthScheme.BASIC, true), 0);
    }
}
