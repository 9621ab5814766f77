package io.github.fleetlogoff.winrm.winrm4j;

import io.github.fleetlogoff.model.AuthScheme;

class Winrm4jSealedNtlmTest extends Winrm4jContract {
    Winrm4jSealedNtlmTest() {
        super(AuthScheme.NTLM, false);
    }
}
