package io.github.fleetlogoff.winrm.winrm4j;

import io.github.fleetlogoff.model.AuthScheme;

class Winrm4jNtlmOverTlsTest extends Winrm4jContract {
    Winrm4jNtlmOverTlsTest() {
        super(AuthScheme.NTLM, true);
    }
}
