package io.github.fleetlogoff.winrm.wsman;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.sessions.RemoteShell;
import io.github.fleetlogoff.winrm.NameResolver;
import io.github.fleetlogoff.winrm.RefusalsContract;
import io.github.fleetlogoff.winrm.WinrmSettings;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class WsmanRefusalsTest extends RefusalsContract {
    @Override
    protected RemoteShell open(
            WinrmSettings settings, Credentials credentials, NameResolver resolver) {
        return new WsmanShell(settings, credentials, InstantSource.system(), resolver);
    }

    @Test
    void shows_the_certificate_that_is_for_another_name() {
        assertThat(faultUnderAnotherName().message())
                .contains("give the name that is in it as `address`")
                .contains("subject CN=")
                .contains("issuer CN=")
                .contains("pin " + rig.pin());
    }
}
