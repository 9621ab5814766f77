package io.github.fleetlogoff.winrm.winrm4j;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.sessions.RemoteShell;
import io.github.fleetlogoff.sessions.ShellCommand;
import io.github.fleetlogoff.sessions.ShellOutcome;
import io.github.fleetlogoff.sessions.ShellWatch;
import io.github.fleetlogoff.winrm.Faults;
import io.github.fleetlogoff.winrm.NameResolver;
import io.github.fleetlogoff.winrm.WinrmSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Remote shells over WinRM, on winrm4j and Apache CXF used as parts: NTLM with message encryption
/// over HTTP, NTLM and Basic over HTTPS. Thread-safe; its own platform threads are a handful,
/// however many hosts are in flight.
///
/// The libraries underneath print keys and messages at TRACE (`io.cloudsoft.winrm4j`) and at DEBUG
/// (`org.apache.http.wire`, `org.apache.http.headers`): a log configuration must keep them above
/// that.
public final class Winrm4jShell implements RemoteShell {
    // Of the time a host has, this much is kept for deleting the shell, but never more than a tenth
    // of it.
    private static final int TENTH = 10;
    private static final Duration LAST_GRACE = Duration.ofSeconds(1);

    private final Winrm4jEngine engine;
    private final Credentials credentials;

    /// @param credentials from which each host's is taken, by the name in its connection
    /// @param clock by which deadlines of deletions run; that of the callers' deadlines
    public Winrm4jShell(WinrmSettings settings, Credentials credentials, InstantSource clock) {
        this(new Winrm4jEngine(settings, clock, NameResolver.ofSystem()), credentials);
    }

    Winrm4jShell(Winrm4jEngine engine, Credentials credentials) {
        this.engine = engine;
        this.credentials = requireNonNull(credentials, "credentials is null");
    }

    @Override
    public ShellOutcome run(Host host, ShellCommand command, ShellWatch watch) {
        Optional<Credential> credential = credentials.of(host);
        Optional<String> refusal = refusal(host.connection(), credential);
        if (refusal.isPresent()) {
            return new ShellOutcome.Failed(Faults.unusable(refusal.get()));
        }
        Duration left = watch.deadline().left();
        Duration reserve = shorter(engine.settings().cleanupTimeout(), left.dividedBy(TENTH));
        Deadline workEnd = engine.in(left.minus(reserve));
        Conversation conversation =
                new Conversation(engine, host, credential.orElseThrow(), command, watch, workEnd);
        conversation.thread().start();
        try {
            return await(conversation, workEnd);
        } finally {
            engine.clients().closeIdleConnections();
        }
    }

    /// How many shells could not be deleted so far; hosts end them after at most three idle
    /// minutes.
    public int leakedShells() {
        return engine.leakedShells();
    }

    /// What the inventory asks for and this engine has not got or does not do.
    private Optional<String> refusal(Connection connection, Optional<Credential> credential) {
        AuthScheme auth = connection.auth();
        if (auth == AuthScheme.KERBEROS || auth == AuthScheme.CERTIFICATE) {
            return Optional.of(
                    "engine winrm4j has no auth: "
                            + auth.word()
                            + "; use auth: ntlm, or basic with tls");
        }
        if (auth == AuthScheme.BASIC
                && connection.tls() == null
                && !engine.settings().allowUnencrypted()) {
            return Optional.of(
                    "auth: basic over plain HTTP shows the password to the network; use tls or auth: ntlm"
                            + " (--allow-unencrypted forces it)");
        }
        if (credential.isEmpty()) {
            return Optional.of(
                    "the host has no credential; name one in the inventory or with --credential");
        }
        return Optional.empty();
    }

    private ShellOutcome await(Conversation conversation, Deadline workEnd) {
        boolean interrupted = false;
        try {
            if (!conversation.thread().join(workEnd.left().plusMillis(1))) {
                conversation.stop(Stop.DEADLINE);
            }
        } catch (InterruptedException stopped) {
            interrupted = true;
            conversation.stop(Stop.CANCELLED);
        }
        interrupted |= joinOrAbandon(conversation);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return conversation.outcome();
    }

    /// Says whether an interrupt came meanwhile. It does not shorten the deletion, which has its
    /// own end.
    private boolean joinOrAbandon(Conversation conversation) {
        Duration cleanup = engine.settings().cleanupTimeout();
        boolean interrupted = false;
        for (boolean abandoned = false; ; ) {
            try {
                boolean over = conversation.thread().join(abandoned ? LAST_GRACE : cleanup);
                if (over || abandoned) {
                    return interrupted;
                }
                conversation.abandon();
                abandoned = true;
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public void close() {
        engine.close();
    }
}
