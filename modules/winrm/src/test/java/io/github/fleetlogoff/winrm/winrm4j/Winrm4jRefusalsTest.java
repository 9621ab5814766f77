package io.github.fleetlogoff.winrm.winrm4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.sessions.RemoteShell;
import io.github.fleetlogoff.sessions.ShellOutcome;
import io.github.fleetlogoff.winrm.NameResolver;
import io.github.fleetlogoff.winrm.RecordedWatch;
import io.github.fleetlogoff.winrm.RefusalsContract;
import io.github.fleetlogoff.winrm.RemoteShellContract;
import io.github.fleetlogoff.winrm.SimulatedRig;
import io.github.fleetlogoff.winrm.Way;
import io.github.fleetlogoff.winrm.WinrmSettings;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Winrm4jRefusalsTest extends RefusalsContract {
    @Override
    protected RemoteShell open(
            WinrmSettings settings, Credentials credentials, NameResolver resolver) {
        return new Winrm4jShell(settings, credentials, InstantSource.system(), resolver);
    }

    @ParameterizedTest
    @EnumSource(names = {"KERBEROS", "CERTIFICATE"})
    void says_which_logons_it_has_not_got(AuthScheme auth) {
        Connection connection = new Connection("127.0.0.1", 9, null, auth, SimulatedRig.RIGHT);
        try (RemoteShell shell =
                open(
                        WinrmSettings.of(Duration.ofSeconds(5), false),
                        Way.passwords(),
                        NameResolver.ofSystem())) {
            ShellOutcome refused =
                    shell.run(
                            Host.of("h", connection),
                            RemoteShellContract.command("print", "x"),
                            RecordedWatch.patient());
            assertThat(RemoteShellContract.fault(refused).message()).contains(auth.word());
        }
    }
}
