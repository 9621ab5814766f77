package io.github.fleetlogoff.winrm.wsman;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.sessions.RemoteCommand;
import io.github.fleetlogoff.sessions.RemoteShell;
import io.github.fleetlogoff.sessions.ShellOutcome;
import io.github.fleetlogoff.sessions.ShellWatch;
import io.github.fleetlogoff.winrm.Conversations;
import io.github.fleetlogoff.winrm.Faults;
import io.github.fleetlogoff.winrm.NameResolver;
import io.github.fleetlogoff.winrm.Refusals;
import io.github.fleetlogoff.winrm.WinrmSettings;
import io.github.fleetlogoff.winrm.wsman.logon.BasicLogon;
import io.github.fleetlogoff.winrm.wsman.logon.CertificateLogons;
import io.github.fleetlogoff.winrm.wsman.logon.KerberosLogins;
import io.github.fleetlogoff.winrm.wsman.logon.KerberosLogons;
import io.github.fleetlogoff.winrm.wsman.logon.LogonFactory;
import io.github.fleetlogoff.winrm.wsman.logon.NegotiateLogons;
import io.github.fleetlogoff.winrm.wsman.logon.NtlmLogons;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Remote shells over WinRM on an engine of our own: a blocking socket and a virtual thread for
/// each host in flight, nothing shared but what is constant. Thread-safe.
public final class WsmanShell implements RemoteShell {
    // For a ticket: domain controllers answer in milliseconds, and JGSS would ask one that is off
    // for minutes.
    private static final Duration LOGIN_LIMIT = Duration.ofSeconds(10);

    private final WinrmSettings settings;
    private final Credentials credentials;
    private final KerberosLogins kerberosLogins;
    private final Conversations conversations;

    /// A run's shells.
    ///
    /// @param credentials from which each host's is taken, by the name in its connection
    /// @param clock by which deadlines run; that of the callers' deadlines
    public WsmanShell(WinrmSettings settings, Credentials credentials, InstantSource clock) {
        this(settings, credentials, clock, NameResolver.ofSystem());
    }

    WsmanShell(
            WinrmSettings settings,
            Credentials credentials,
            InstantSource clock,
            NameResolver resolver) {
        this.settings = requireNonNull(settings, "settings is null");
        this.credentials = requireNonNull(credentials, "credentials is null");
        this.kerberosLogins = new KerberosLogins(clock, LOGIN_LIMIT);
        this.conversations =
                new Conversations(
                        settings,
                        clock,
                        resolver,
                        new WsmanClients(credentials, logons(kerberosLogins, clock), clock));
    }

    private static Map<AuthScheme, LogonFactory> logons(
            KerberosLogins kerberosLogins, InstantSource clock) {
        LogonFactory ntlm = new NtlmLogons(new SecureRandom(), clock);
        KerberosLogons kerberos = new KerberosLogons(kerberosLogins);
        return Map.of(
                AuthScheme.BASIC,
                (host, credential, server) -> new BasicLogon(credential),
                AuthScheme.NTLM,
                ntlm,
                AuthScheme.KERBEROS,
                kerberos,
                AuthScheme.NEGOTIATE,
                new NegotiateLogons(kerberos, ntlm),
                AuthScheme.CERTIFICATE,
                new CertificateLogons());
    }

    @Override
    public ShellOutcome run(Host host, RemoteCommand command, ShellWatch watch) {
        Optional<String> refusal =
                Refusals.of(
                        host.connection(),
                        command,
                        credentials.of(host).isPresent(),
                        settings.allowUnencrypted());
        if (refusal.isPresent()) {
            return new ShellOutcome.Failed(Faults.unusable(refusal.get()));
        }
        return conversations.hold(host, command, watch, new Faults(host, true));
    }

    @Override
    public int leakedShells() {
        return conversations.leakedShells();
    }

    @Override
    public void close() {
        conversations.close();
        kerberosLogins.close();
    }
}
