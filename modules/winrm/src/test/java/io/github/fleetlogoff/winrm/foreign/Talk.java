package io.github.fleetlogoff.winrm.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.sessions.ShellCommand;
import io.github.fleetlogoff.sessions.ShellFault;
import io.github.fleetlogoff.sessions.ShellOutcome;
import io.github.fleetlogoff.winrm.RecordedWatch;
import io.github.fleetlogoff.winrm.WinrmSettings;
import io.github.fleetlogoff.winrm.wsman.WsmanShell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// One conversation of the engine with the responder: Create, Command, Receive, Signal, Delete.
final class Talk {
    private static final ShellCommand WHOAMI =
            new ShellCommand("C:\\Windows\\whoami.exe", List.of("/all"), Map.of(), 4096);

    private Talk() {}

    static ShellOutcome run(Connection connection, Credential credential) {
        Credentials credentials = new Credentials(Map.of(credential.name(), credential));
        try (WsmanShell shell =
                new WsmanShell(
                        WinrmSettings.of(Duration.ofSeconds(5), false),
                        credentials,
                        InstantSource.system())) {
            return shell.run(
                    Host.of("host", connection.withCredential(credential.name())),
                    WHOAMI,
                    RecordedWatch.patient());
        }
    }

    /// Has a whole conversation.
    static void succeed(Connection connection, Credential credential, Responder responder)
            throws IOException, InterruptedException {
        assertThat(run(connection, credential))
                .as(responder.log())
                .isInstanceOfSatisfying(
                        ShellOutcome.Answered.class,
                        answer -> {
                            assertThat(new String(answer.stdout(), StandardCharsets.UTF_8))
                                    .isEqualTo("said C:\\Windows\\whoami.exe");
                            assertThat(answer.exitCode()).isZero();
                        });
        responder.await("step Delete");
        assertThat(responder.log()).doesNotContain("fault ");
    }

    /// Has one that fails.
    static ShellFault fail(Connection connection, Credential credential) {
        ShellOutcome outcome = run(connection, credential);
        assertThat(outcome).isInstanceOf(ShellOutcome.Failed.class);
        return ((ShellOutcome.Failed) outcome).fault();
    }
}
