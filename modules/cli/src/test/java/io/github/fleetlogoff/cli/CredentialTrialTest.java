package io.github.fleetlogoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.model.Secret;
import io.github.fleetlogoff.sessions.RemoteCommand;
import io.github.fleetlogoff.sessions.RemoteShell;
import io.github.fleetlogoff.sessions.ShellFault;
import io.github.fleetlogoff.sessions.ShellFault.Kind;
import io.github.fleetlogoff.sessions.ShellOutcome;
import io.github.fleetlogoff.sessions.ShellWatch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialTrialTest {
    private final Hosts asked = new Hosts();

    /// Answers by what the host's name begins with, and never runs anything.
    private static final class Hosts implements RemoteShell {
        private final List<String> names = new ArrayList<>();

        @Override
        public ShellOutcome run(Host host, RemoteCommand command, ShellWatch watch) {
            names.add(host.name());
            Kind kind =
                    switch (host.name().replaceAll("\\d", "")) {
                        case "good" -> {
                            watch.logonAccepted();
                            assertThat(watch.mayDeliver()).isFalse();
                            yield Kind.NOT_PERMITTED;
                        }
                        case "bad" -> Kind.LOGON_REFUSED;
                        case "weak" -> Kind.ACCESS_DENIED;
                        default -> Kind.UNREACHABLE;
                    };
            return new ShellOutcome.Failed(
                    new ShellFault(kind, kind.name(), RetryAdvice.NEVER, false, 0));
        }

        @Override
        public void close() {}
    }

    @Test
    void each_credential_is_tried_on_one_host() {
        assertThat(results(host("good1", "a"), host("good2", "a"), host("weak1", "b")))
                .containsExactly("a good1 ACCEPTED", "b weak1 NO_RIGHTS");
        assertThat(asked.names).containsExactly("good1", "weak1");
    }

    @Test
    void an_account_that_was_refused_is_not_tried_under_another_name() {
        assertThat(results(host("bad1", "a"), host("bad2", "a"), host("good1", "same-as-a")))
                .containsExactly("a bad1 REFUSED", "same-as-a good1 NOT_TRIED");
        assertThat(asked.names).containsExactly("bad1");
    }

    @Test
    void hosts_that_cannot_be_reached_are_passed_over_but_not_for_ever() {
        assertThat(
                        results(
                                host("dead1", "a"),
                                host("good1", "a"),
                                host("dead2", "b"),
                                host("dead3", "b"),
                                host("dead4", "b"),
                                host("dead5", "b")))
                .containsExactly("a good1 ACCEPTED", "b dead4 UNKNOWN");
        assertThat(asked.names).containsExactly("dead1", "good1", "dead2", "dead3", "dead4");
    }

    @Test
    void hosts_without_a_password_of_their_own_are_not_those_that_are_tried() {
        assertThat(
                        results(
                                host("good1", "laps"),
                                host("good2", "laps"),
                                host("good3", "laps"),
                                host("good4", "laps"),
                                host("good5", "laps"),
                                host("good6", "none")))
                .containsExactly("laps good5 ACCEPTED", "none good6 UNKNOWN");
        assertThat(asked.names).containsExactly("good5");
    }

    private List<String> results(Host... hosts) {
        Credentials credentials =
                new Credentials(
                        Map.of(
                                "a", credential("a", "CORP\\ops"),
                                "b", credential("b", "CORP\\b"),
                                "same-as-a", credential("same-as-a", "corp\\OPS")),
                        Map.of("laps", Map.of("good5", credential("laps", ".\\admin"))),
                        Map.of("good1", "not tried: it has none"));
        return new CredentialTrial(
                        asked, credentials, InstantSource.system(), Duration.ofSeconds(5))
                .run(List.of(hosts)).stream()
                        .map(one -> one.credential() + " " + one.host() + " " + one.verdict())
                        .toList();
    }

    private static Credential credential(String name, String username) {
        return new Credential(name, username, Secret.of(new char[] {'x'}));
    }

    private static Host host(String name, String credential) {
        return Host.of(name, new Connection(name, 5985, null, AuthScheme.NEGOTIATE, credential));
    }
}
