package io.github.fleetlogoff.winrm.wsman;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.winrm.Way;

class WsmanSealedNtlmTest extends WsmanContract {
    WsmanSealedNtlmTest() {
        super(Way.password(AuthScheme.NTLM, false), 1);
    }
}
