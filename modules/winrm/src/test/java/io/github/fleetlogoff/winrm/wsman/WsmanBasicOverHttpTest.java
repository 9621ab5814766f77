package io.github.fleetlogoff.winrm.wsman;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.winrm.Way;

class WsmanBasicOverHttpTest extends WsmanContract {
    WsmanBasicOverHttpTest() {
        super(Way.password(AuthScheme.BASIC, false), 0);
    }
}
