package io.github.fleetlogoff.winrm.winrm4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.sessions.ShellFault;
import io.github.fleetlogoff.sessions.ShellFault.Kind;
import io.github.fleetlogoff.winrm.RecordedHost;
import io.github.fleetlogoff.winrm.RecordedWatch;
import io.github.fleetlogoff.winrm.RemoteShellContract;
import io.github.fleetlogoff.winrm.SimulatedRig;
import io.github.fleetlogoff.winrm.Way;
import io.github.fleetlogoff.winrm.WinrmSettings;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The first step of NTLM, which fails with a NoSuchMethodError on versions of CXF that pass every
/// test with Basic.
@Timeout(60)
class FirstLegTest {

    @Test
    void shows_nothing_of_the_message_before_the_logon() {
        try (RecordedHost host = new RecordedHost();
                Winrm4jShell shell =
                        new Winrm4jShell(
                                WinrmSettings.of(Duration.ofSeconds(5), false),
                                Way.passwords(),
                                InstantSource.system())) {
            host.answering("", 401, "text/html", "");
            Connection connection =
                    new Connection(
                            "127.0.0.1", host.port(), null, AuthScheme.NTLM, SimulatedRig.RIGHT);
            ShellFault fault =
                    RemoteShellContract.fault(
                            shell.run(
                                    Host.of("basic-only", connection),
                                    RemoteShellContract.command("print", "x"),
                                    RecordedWatch.patient()));
            assertThat(host.requests()).containsExactly("AWAITING_ENCRYPTION_KEYS");
            assertThat(fault.kind()).isEqualTo(Kind.PROTOCOL);
            assertThat(fault.message()).contains("offers Basic realm");
            assertThat(fault.refusedLogons()).isZero();
        }
    }
}
