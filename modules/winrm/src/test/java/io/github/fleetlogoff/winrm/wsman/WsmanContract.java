package io.github.fleetlogoff.winrm.wsman;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.sessions.RemoteShell;
import io.github.fleetlogoff.winrm.RemoteShellContract;
import io.github.fleetlogoff.winrm.Way;
import io.github.fleetlogoff.winrm.WinrmSettings;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/// What our own engine does besides, by every logon.
public abstract class WsmanContract extends RemoteShellContract {
    private static final int MESSAGES = 5;

    private final boolean allowUnencrypted;
    private final int legs;

    /// @param legs how many requests of a logon carry no message
    protected WsmanContract(Way way, int legs) {
        super(way);
        this.allowUnencrypted = way.auth() == AuthScheme.BASIC && !way.tls();
        this.legs = legs;
    }

    @Override
    protected final RemoteShell open(Credentials credentials) {
        return new WsmanShell(
                WinrmSettings.of(Duration.ofSeconds(5), allowUnencrypted),
                credentials,
                InstantSource.system());
    }

    @Test
    void needs_no_request_but_the_messages_and_the_legs_of_the_logon_on_one_connection() {
        answered(run("good", command("print", "x")));
        assertThat(rig.figures().requests()).isEqualTo(MESSAGES + legs);
        assertThat(rig.figures().connections()).isEqualTo(1);
        assertThat(rig.figures().logonsRefused()).isZero();
    }
}
