package io.github.fleetlogoff.winrm.wsman;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.EndpointFinding.Offer;
import io.github.fleetlogoff.sessions.QuotaAnswer;
import io.github.fleetlogoff.winrm.RecordedWatch;
import io.github.fleetlogoff.winrm.RemoteShellContract;
import io.github.fleetlogoff.winrm.Way;
import io.github.fleetlogoff.winrm.WinrmSettings;
import io.github.fleetlogoff.winrm.wsman.RawHost.Soap;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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

    private final class Curious extends RecordedWatch {
        private final List<Endpoint> endpoints;

        private Curious(List<Endpoint> endpoints) {
            super(Duration.ofSeconds(40), false);
            this.endpoints = endpoints;
        }

        @Override
        public boolean wantsQuota() {
            return true;
        }

        @Override
        public void quota(QuotaAnswer answer) {
            told.add("quota " + answer.getClass().getSimpleName());
        }

        @Override
        public List<Endpoint> endpointsToTry() {
            return endpoints;
        }

        @Override
        public void tried(Endpoint endpoint, Offer offer, String why) {
            told.add(endpoint.name() + " " + offer.word() + (why.isEmpty() ? "" : ": " + why));
        }
    }

    /// Answers Delete and closes, as some hosts and proxies do.
    private static void closeAfterDelete(RawHost.Wire wire) throws IOException {
        while (!new String(wire.read().body(), UTF_8).contains("/Delete<")) {
            wire.soap(Soap.SHELL);
        }
        wire.write("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
        wire.end();
    }

    private void ask(String... endpoints) throws IOException {
        try (RawHost host = new RawHost(LastQuestionsTest::closeAfterDelete)) {
            shell.run(
                    host.host(AuthScheme.BASIC),
                    RemoteShellContract.command("print", "x"),
                    new Curious(Stream.of(endpoints).map(Endpoint::new).toList()));

            assertThat(host.connections).as("logons").hasValue(1);
            assertThat(host.actions()).containsExactly("Create", "Delete");
        }
        assertThat(shell.leakedShells()).isZero();
    }

    @Test
    void a_quota_is_not_worth_another_logon() throws Exception {
        ask();

        assertThat(told).containsExactly("winrs offered", "quota Unknown");
    }

    @Test
    void nor_is_an_endpoint() throws Exception {
        ask("Other");

        assertThat(told)
                .containsExactly(
                        "winrs offered", "Other unknown: the host had closed the connection");
    }
}
