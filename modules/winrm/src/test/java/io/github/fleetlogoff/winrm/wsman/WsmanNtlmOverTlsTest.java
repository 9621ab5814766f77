package io.github.fleetlogoff.winrm.wsman;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.winrm.Way;

class WsmanNtlmOverTlsTest extends WsmanContract {
    WsmanNtlmOverTlsTest() {
        super(Way.password(AuthScheme.NTLM, true), 1);
    }
}
