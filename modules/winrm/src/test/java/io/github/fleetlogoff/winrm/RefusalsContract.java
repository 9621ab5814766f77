package io.github.fleetlogoff.winrm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.model.Tls;
import io.github.fleetlogoff.sessions.RemoteShell;
import io.github.fleetlogoff.sessions.ShellFault;
import io.github.fleetlogoff.sessions.ShellFault.Kind;
import io.github.fleetlogoff.sessions.ShellOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What no engine does, and how TLS is checked by each.
@Timeout(60)
public abstract class RefusalsContract {
    private static final WinrmSettings SETTINGS = WinrmSettings.of(Duration.ofSeconds(5), false);

    @RegisterExtension protected final SimulatedRig rig = new SimulatedRig(AuthScheme.BASIC, true);
    private @Nullable RemoteShell shell;

    /// The engine, with the rig's credentials.
    protected abstract RemoteShell open(
            WinrmSettings settings, Credentials credentials, NameResolver resolver);

    @AfterEach
    void close() {
        shell().close();
    }

    private RemoteShell shell() {
        RemoteShell known =
                shell == null ? open(SETTINGS, rig.credentials(), NameResolver.ofSystem()) : shell;
        shell = known;
        return known;
    }

    private ShellFault fault(Host host) {
        return RemoteShellContract.fault(
                shell().run(
                                host,
                                RemoteShellContract.command("print", "x"),
                                RecordedWatch.patient()));
    }

    private static Host host(AuthScheme auth, @Nullable String credential) {
        return Host.of("h", new Connection("127.0.0.1", 9, null, auth, credential));
    }

    @Test
    void shows_no_password_to_the_network_unasked() {
        assertThat(fault(host(AuthScheme.BASIC, SimulatedRig.RIGHT)).message())
                .contains("--allow-unencrypted");
    }

    @Test
    void needs_a_credential() {
        assertThat(fault(host(AuthScheme.NTLM, null)).message()).contains("credential");
        assertThat(fault(host(AuthScheme.NTLM, "nobody")).message()).contains("credential");
    }

    @Test
    void trusts_nobody_that_the_system_does_not_trust() {
        ShellFault fault = fault(rig.hostWith("good", new Tls(null, false)));
        assertThat(fault.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(fault.retry()).isEqualTo(RetryAdvice.NEVER);
        assertThat(fault.message())
                .contains("not trusted")
                .contains("subject CN=")
                .contains("issuer CN=")
                .contains("valid until 2")
                .contains("pin " + rig.pin());
        assertThat(rig.figures().requests()).isZero();
    }

    @Test
    void checks_nothing_where_that_is_asked_for() {
        assertThat(
                        shell().run(
                                        rig.hostWith("good", new Tls(null, true)),
                                        RemoteShellContract.command("print", "x"),
                                        RecordedWatch.patient()))
                .isInstanceOf(ShellOutcome.Answered.class);
    }

    @Test
    void takes_the_certificate_that_is_pinned_and_no_other() {
        ShellOutcome taken =
                shell().run(
                                rig.hostWith("good", new Tls(null, false, rig.pin())),
                                RemoteShellContract.command("print", "x"),
                                RecordedWatch.patient());
        assertThat(taken).isInstanceOf(ShellOutcome.Answered.class);
        ShellFault fault = fault(rig.hostWith("good", new Tls(rig.ca(), false, "0".repeat(64))));
        assertThat(fault.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(fault.message()).contains("pinned").contains(rig.pin());
        assertThat(rig.computer().commands).hasValue(1);
    }

    /// The fault of a host whose certificate is for none of its names.
    protected final ShellFault faultUnderAnotherName() {
        Host host = rig.host("good");
        Connection named =
                new Connection(
                        "ws1.example.com",
                        host.connection().port(),
                        host.connection().tls(),
                        AuthScheme.BASIC,
                        SimulatedRig.RIGHT);
        NameResolver resolver = new NameResolver(_ -> List.of(InetAddress.ofLiteral("127.0.0.1")));
        try (RemoteShell other = open(SETTINGS, rig.credentials(), resolver)) {
            return RemoteShellContract.fault(
                    other.run(
                            host.withConnection(named),
                            RemoteShellContract.command("print", "x"),
                            RecordedWatch.patient()));
        }
    }

    @Test
    void checks_that_the_certificate_is_for_the_name() {
        ShellFault fault = faultUnderAnotherName();
        assertThat(fault.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(fault.message()).contains("another name");
        assertThat(rig.computer().commands).hasValue(0);
    }

    @Test
    void names_a_ca_file_that_cannot_be_used(@TempDir Path folder) throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        assertThat(fault(rig.hostWith("good", new Tls(empty, false))).message())
                .contains("empty.pem");
        assertThat(
                        fault(rig.hostWith("good", new Tls(folder.resolve("none.pem"), false)))
                                .message())
                .contains("none.pem");
    }
}
