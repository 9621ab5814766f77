package io.github.fleetlogoff.winrm.winrm4j;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.sessions.RemoteCommand;
import io.github.fleetlogoff.sessions.RemoteShell;
import io.github.fleetlogoff.sessions.ShellCommand;
import io.github.fleetlogoff.sessions.ShellOutcome;
import io.github.fleetlogoff.sessions.ShellWatch;
import io.github.fleetlogoff.winrm.Conversations;
import io.github.fleetlogoff.winrm.Faults;
import io.github.fleetlogoff.winrm.NameResolver;
import io.github.fleetlogoff.winrm.Refusals;
import io.github.fleetlogoff.winrm.WinrmSettings;
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
    private final WinrmSettings settings;
    private final Credentials credentials;
    private final Winrm4jClients clients;
    private final Conversations conversations;

    /// A run's shells.
    ///
    /// @param credentials from which each host's is taken, by the name in its connection
    /// @param clock by which deadlines of deletions run; that of the callers' deadlines
    public Winrm4jShell(WinrmSettings settings, Credentials credentials, InstantSource clock) {
        this(settings, credentials, clock, NameResolver.ofSystem());
    }

    Winrm4jShell(
            WinrmSettings settings,
            Credentials credentials,
            InstantSource clock,
            NameResolver resolver) {
        this.settings = requireNonNull(settings, "settings is null");
        this.credentials = requireNonNull(credentials, "credentials is null");
        this.clients = new Winrm4jClients(credentials);
        this.conversations = new Conversations(settings, clock, resolver, clients);
    }

    @Override
    public ShellOutcome run(Host host, RemoteCommand command, ShellWatch watch) {
        Optional<String> refusal =
                refusal(host, command)
                        .or(() ->
                                Refusals.of(
                                        host.connection(),
                                        command,
                                        credentials.of(host).isPresent(),
                                        settings.allowUnencrypted()));
        if (refusal.isPresent()) {
            return new ShellOutcome.Failed(Faults.unusable(refusal.get()));
        }
        try {
            return conversations.hold(host, command, watch, new Faults(host, false));
        } finally {
            clients.closeIdleConnections();
        }
    }

    /// What this engine has not got.
    private Optional<String> refusal(Host host, RemoteCommand command) {
        if (!(command instanceof ShellCommand line)) {
            return Optional.of(Winrm4jClients.NO_REMOTING);
        }
        AuthScheme auth = host.connection().auth();
        if (auth == AuthScheme.KERBEROS || auth == AuthScheme.CERTIFICATE) {
            return Optional.of(
                    "engine winrm4j has no auth: "
                            + auth.word()
                            + "; use engine: wsman, or auth: ntlm");
        }
        if (credentials.of(host).filter(Winrm4jShell::hasNoPassword).isPresent()) {
            return Optional.of(
                    "engine winrm4j logs on with passwords only; use engine: wsman, or a credential with a password");
        }
        if (line.stdin().length > 0) {
            return Optional.of("engine winrm4j hands no input to a command; use engine wsman");
        }
        return Optional.empty();
    }

    private static boolean hasNoPassword(Credential credential) {
        return !(credential.proof() instanceof Credential.Proof.Password);
    }

    @Override
    public int leakedShells() {
        return conversations.leakedShells();
    }

    @Override
    public void close() {
        conversations.close();
    }
}
