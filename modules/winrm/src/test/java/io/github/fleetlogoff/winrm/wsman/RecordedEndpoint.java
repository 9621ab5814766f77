package io.github.fleetlogoff.winrm.wsman;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.sessions.PipelineCommand;
import io.github.fleetlogoff.sessions.ShellFault;
import io.github.fleetlogoff.sessions.ShellOutcome;
import io.github.fleetlogoff.winrm.RecordedHost;
import io.github.fleetlogoff.winrm.RecordedWatch;
import io.github.fleetlogoff.winrm.RemoteShellContract;
import io.github.fleetlogoff.winrm.SimulatedRig;
import io.github.fleetlogoff.winrm.Way;
import io.github.fleetlogoff.winrm.WinrmSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/// Tests of an endpoint that answers what was recorded, or written down by hand.
abstract class RecordedEndpoint {
    protected final RecordedHost recorded = new RecordedHost();
    protected final WsmanShell shell =
            new WsmanShell(
                    WinrmSettings.of(Duration.ofSeconds(5), true),
                    Way.passwords(),
                    InstantSource.system());

    @AfterEach
    final void close() {
        shell.close();
        recorded.close();
    }

    protected final Host host() {
        Connection connection =
                new Connection(
                        "127.0.0.1", recorded.port(), null, AuthScheme.BASIC, SimulatedRig.RIGHT);
        return Host.of("recorded", connection.withEndpoint(new Endpoint("FleetLogoff")));
    }

    protected final ShellOutcome run(RecordedWatch watch) {
        return shell.run(
                host(),
                new PipelineCommand(
                        "Invoke-FleetLogoff",
                        false,
                        Map.of("RequestJson", "{\"v\":1}"),
                        Set.of("Remoting"),
                        4 << 20),
                watch);
    }

    protected final ShellOutcome.Returned returned() {
        return returned(run(RecordedWatch.patient()));
    }

    protected static ShellOutcome.Returned returned(ShellOutcome outcome) {
        assertThat(outcome).isInstanceOf(ShellOutcome.Returned.class);
        return (ShellOutcome.Returned) outcome;
    }

    protected final ShellFault fault() {
        return RemoteShellContract.fault(run(RecordedWatch.patient()));
    }

    /// The answer to a Create.
    protected static String created(String shellId) {
        return """
        <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>
        <w:Selector xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd" Name="ShellId">%s</w:Selector>
        </s:Body></s:Envelope>
        """
                .formatted(shellId);
    }

    protected static String refused(String code) {
        return """
        <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><s:Fault>
        <s:Code><s:Value>s:Sender</s:Value></s:Code><s:Detail>
        <f:WSManFault xmlns:f="http://schemas.microsoft.com/wbem/wsman/1/wsmanfault" Code="%s"/>
        </s:Detail></s:Fault></s:Body></s:Envelope>
        """
                .formatted(code);
    }

    /// The answer to a Receive.
    ///
    /// @param streams elements
    protected static String received(String streams) {
        return """
        <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>
        <r:ReceiveResponse xmlns:r="http://schemas.microsoft.com/wbem/wsman/1/windows/shell">
        %s</r:ReceiveResponse></s:Body></s:Envelope>
        """
                .formatted(streams);
    }

    /// A stream of fragments in Base64.
    protected static String stream(String fragments) {
        return "<r:Stream Name=\"stdout\">" + fragments + "</r:Stream>";
    }
}
