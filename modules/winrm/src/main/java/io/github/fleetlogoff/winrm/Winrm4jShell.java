package io.github.fleetlogoff.winrm;

import static java.util.Objects.requireNonNull;

import io.cloudsoft.winrm4j.client.PayloadEncryptionMode;
import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.sessions.RemoteShell;
import io.github.fleetlogoff.sessions.ShellCommand;
import io.github.fleetlogoff.sessions.ShellFault;
import io.github.fleetlogoff.sessions.ShellFault.Kind;
import io.github.fleetlogoff.sessions.ShellOutcome;
import io.github.fleetlogoff.sessions.ShellWatch;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.cxf.configuration.jsse.TLSClientParameters;
import org.jspecify.annotations.Nullable;

/// The engine `winrm4j`: parts of winrm4j 0.12.3 on Apache CXF. NTLM with message encryption over
/// HTTP; NTLM and Basic over HTTPS. Windows counts two failed logons for each refused one, because
/// winrm4j tries twice. Thread-safe.
public final class Winrm4jShell implements RemoteShell {
    private final WinrmSettings settings;
    private final Credentials credentials;
    private final HostProbe probe;
    private final TlsTrust trust = new TlsTrust();
    private final ShellClients clients = new ShellClients();
    private final AtomicInteger leaked = new AtomicInteger();

    public Winrm4jShell(WinrmSettings settings, Credentials credentials) {
        this.settings = requireNonNull(settings, "settings is null");
        this.credentials = requireNonNull(credentials, "credentials is null");
        this.probe = new HostProbe(settings.connectTimeout());
    }

    @Override
    public ShellOutcome run(Host host, ShellCommand command, ShellWatch watch) {
        Connection connection = host.connection();
        Optional<ShellFault> misfit = misfit(connection);
        if (misfit.isPresent()) {
            return new ShellOutcome.Failed(misfit.get());
        }
        Optional<Credential> credential = credentials.of(host);
        if (credential.isEmpty()) {
            return failed(
                    Kind.LOGON_REFUSED,
                    "the host has no credential: set credential in the inventory");
        }
        try {
            HostProbe.Found found = probe.probe(connection, watch.deadline());
            if (found.fault() != null) {
                return new ShellOutcome.Failed(found.fault());
            }
            TLSClientParameters tls =
                    connection.tls() == null ? null : trust.parameters(connection.tls());
            // The certificate names the host, so over TLS the name is used; without TLS the address
            // that was just found.
            String address =
                    tls != null || found.address() == null
                            ? connection.address()
                            : found.address().getHostAddress();
            return converse(address, connection, credential.get(), tls, command, watch);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(Kind.CANCELLED, "the conversation was cut off before the logon");
        } catch (IOException e) {
            return failed(Kind.UNREACHABLE, "TLS cannot be set up: " + e.getMessage());
        }
    }

    private ShellOutcome converse(
            String address,
            Connection connection,
            Credential credential,
            @Nullable TLSClientParameters tls,
            ShellCommand command,
            ShellWatch watch)
            throws IOException {
        PayloadEncryptionMode mode =
                tls == null && connection.auth() != AuthScheme.BASIC
                        ? PayloadEncryptionMode.REQUIRED
                        : PayloadEncryptionMode.OFF;
        ShellClient client = clients.lend(mode);
        client.pointAt(address, connection.port(), credential, connection.auth(), tls);
        Conversation conversation = new Conversation(client, command, watch);
        ShellOutcome outcome = conversation.hold();
        if (conversation.leaked()) {
            leaked.incrementAndGet();
        }
        if (outcome instanceof ShellOutcome.Answered && !conversation.interrupted()) {
            clients.giveBack(client, mode);
        }
        if (conversation.interrupted()) {
            Thread.currentThread().interrupt();
        }
        return outcome;
    }

    private Optional<ShellFault> misfit(Connection connection) {
        return switch (connection.auth()) {
            case NEGOTIATE, NTLM -> Optional.empty();
            case BASIC ->
                    connection.tls() != null || settings.allowUnencrypted()
                            ? Optional.empty()
                            : Optional.of(
                                    fault(
                                            Kind.PROTOCOL,
                                            "Basic over plain HTTP shows the password to the network: use tls: true or auth: negotiate, or"
                                                    + " allow it with --allow-unencrypted"));
            case KERBEROS, CERTIFICATE ->
                    Optional.of(
                            fault(
                                    Kind.PROTOCOL,
                                    "the engine winrm4j has no auth: "
                                            + connection.auth().word()
                                            + "; use negotiate or basic"));
        };
    }

    private static ShellOutcome failed(Kind kind, String text) {
        return new ShellOutcome.Failed(fault(kind, text));
    }

    private static ShellFault fault(Kind kind, String text) {
        return new ShellFault(kind, text, RetryAdvice.NEVER, false, 0);
    }

    /// How many shells could not be deleted; each goes by itself three minutes after its last use.
    public int leakedShells() {
        return leaked.get();
    }

    @Override
    public void close() {
        clients.close();
        probe.close();
    }
}
