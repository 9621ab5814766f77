package io.github.fleetlogoff.winrm;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Secret;
import io.github.fleetlogoff.model.Tls;
import io.github.fleetlogoff.sessions.ShellCommand;
import io.github.fleetlogoff.sessions.ShellOutcome;
import io.github.fleetlogoff.sessions.ShellWatch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Hosts, commands and watches for tests of an engine.
final class Shells {
    static final Credential CREDENTIAL = credential("secret");

    private Shells() {}

    static Credential credential(String password) {
        return new Credential("ops", "CORP\\svc-logoff", Secret.of(password.toCharArray()));
    }

    static Winrm4jShell engine(Credential credential, boolean allowUnencrypted) {
        return new Winrm4jShell(
                new WinrmSettings(Duration.ofSeconds(2), allowUnencrypted), new Credentials(Map.of("ops", credential)));
    }

    static Host host(int port, AuthScheme auth, @Nullable Tls tls) {
        return Host.of("pc-0001", new Connection(tls == null ? "127.0.0.1" : "localhost", port, tls, auth, "ops"));
    }

    static ShellCommand command(String program, String... arguments) {
        return new ShellCommand(program, List.of(arguments), Map.of("NAME", "välue"), 4_000_000);
    }

    /// A watch that allows everything and counts.
    static final class Watch implements ShellWatch {
        final AtomicInteger accepted = new AtomicInteger();
        final AtomicInteger asked = new AtomicInteger();
        private final Deadline deadline;
        private final boolean may;

        Watch(Duration time, boolean may) {
            this.deadline = Deadline.in(time, InstantSource.system());
            this.may = may;
        }

        static Watch patient() {
            return new Watch(Duration.ofSeconds(30), true);
        }

        @Override
        public Deadline deadline() {
            return deadline;
        }

        @Override
        public void logonAccepted() {
            accepted.incrementAndGet();
        }

        @Override
        public boolean mayDeliver() {
            asked.incrementAndGet();
            return may;
        }
    }

    static ShellOutcome.Answered answered(ShellOutcome outcome) {
        if (outcome instanceof ShellOutcome.Answered answered) {
            return answered;
        }
        throw new AssertionError("not answered: " + outcome);
    }
}
