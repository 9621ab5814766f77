package io.github.fleetlogoff.winrm.wsman;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.EndpointFinding.Offer;
import io.github.fleetlogoff.sessions.QuotaAnswer;
import io.github.fleetlogoff.sessions.ShellWatch;
import io.github.fleetlogoff.winrm.RemoteShellContract;
import io.github.fleetlogoff.winrm.Way;
import io.github.fleetlogoff.winrm.WinrmSettings;
import io.github.fleetlogoff.winrm.wsman.RawHost.Conduct;
import io.github.fleetlogoff.winrm.wsman.RawHost.Soap;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a host is asked when its shell is gone and nothing depends on the answers.
@Timeout(60)
class LastQuestionsTest {
    private final WsmanShell shell =
            new WsmanShell(
                    WinrmSettings.of(Duration.ofSeconds(5), true),
                    Way.passwords(),
                    InstantSource.system());
    private final List<String> told = new ArrayList<>();

    @AfterEach
    void close() {
        shell.close();
    }

    private final class Curious implements ShellWatch {
        private final Deadline deadline =
                Deadline.in(Duration.ofSeconds(40), InstantSource.system());

        @Override
        public Deadline deadline() {
            return deadline;
        }

        @Override
        public void logonAccepted() {}

        @Override
        public boolean mayDeliver() {
            return false;
        }

        @Override
        public boolean wantsQuota() {
            return true;
        }

        @Override
        public void quota(QuotaAnswer answer) {
            told.add(answer.getClass().getSimpleName());
        }

        @Override
        public List<Endpoint> endpointsToTry() {
            return List.of(new Endpoint("Other"));
        }

        @Override
        public void tried(Endpoint endpoint, Offer offer, String why) {
            told.add(endpoint.name() + " " + offer.word() + (why.isEmpty() ? "" : ": " + why));
        }
    }

    @Test
    void no_question_is_worth_another_logon() throws Exception {
        Conduct closing =
                wire -> {
                    while (true) {
                        if (new String(wire.read().body(), UTF_8).contains("/Delete<")) {
                            wire.write("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
                            wire.end();
                            return;
                        }
                        wire.soap(Soap.SHELL);
                    }
                };
        try (RawHost host = new RawHost(closing)) {
            shell.run(
                    host.host(AuthScheme.BASIC),
                    RemoteShellContract.command("print", "x"),
                    new Curious());

            assertThat(host.connections).hasValue(1);
            assertThat(host.actions()).containsExactly("Create", "Delete");
        }
        assertThat(told).contains("winrs offered");
        assertThat(shell.leakedShells()).isZero();
    }
}
