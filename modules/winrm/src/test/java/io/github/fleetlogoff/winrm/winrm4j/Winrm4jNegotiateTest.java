package io.github.fleetlogoff.winrm.winrm4j;

import io.github.fleetlogoff.model.AuthScheme;

/// This engine answers to Negotiate with NTLM alone.
class Winrm4jNegotiateTest extends Winrm4jContract {
    Winrm4jNegotiateTest() {
        super(AuthScheme.NEGOTIATE, false);
    }
}
