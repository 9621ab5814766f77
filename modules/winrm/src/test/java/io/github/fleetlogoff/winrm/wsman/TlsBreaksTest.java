package io.github.fleetlogoff.winrm.wsman;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.model.Tls;
import io.github.fleetlogoff.sessions.ShellFault;
import io.github.fleetlogoff.sessions.ShellFault.Kind;
import io.github.fleetlogoff.simulator.auth.OwnCertificate;
import io.github.fleetlogoff.winrm.RecordedWatch;
import io.github.fleetlogoff.winrm.RemoteShellContract;
import io.github.fleetlogoff.winrm.Way;
import io.github.fleetlogoff.winrm.WinrmSettings;
import io.github.fleetlogoff.winrm.wsman.RawHost.Conduct;
import io.github.fleetlogoff.winrm.wsman.RawHost.Soap;
import io.github.fleetlogoff.winrm.wsman.RawHost.Wire;
import java.io.IOException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// TLS that ends in the middle of a conversation, after a good handshake.
@Timeout(60)
class TlsBreaksTest {
    private static final String HALF =
            "HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\n%s\r\n\r\n<s:Env";
    private static final String BY_LENGTH = HALF.formatted("Content-Length: 1000");
    private static final String BY_THE_END = HALF.formatted("Connection: close");

    private final WsmanShell shell =
            new WsmanShell(
                    WinrmSettings.of(Duration.ofSeconds(5), false),
                    Way.passwords(),
                    InstantSource.system());

    @AfterEach
    void close() {
        shell.close();
    }

    /// How the host leaves.
    enum Leaving {
        /// With TLS's close_notify.
        POLITE {
            @Override
            void leave(Wire wire) throws IOException {
                wire.end();
            }
        },
        /// As somebody in between would have it.
        CUT {
            @Override
            void leave(Wire wire) throws IOException {
                wire.cut();
            }
        };

        abstract void leave(Wire wire) throws IOException;
    }

    /// Of a host with a certificate of its own.
    static SSLContext context() throws Exception {
        OwnCertificate own =
                OwnCertificate.make("a host", InstantSource.system().instant(), Duration.ofDays(1));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("a", own.key(), new char[0], new Certificate[] {own.certificate()});
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private ShellFault fault(RawHost host) {
        return RemoteShellContract.fault(
                shell.run(
                        host.host(AuthScheme.BASIC, new Tls(null, true)),
                        RemoteShellContract.command("print", "x"),
                        RecordedWatch.patient()));
    }

    @ParameterizedTest
    @EnumSource
    void a_break_in_the_answer_to_create_is_a_break_and_may_be_tried_again(Leaving leaving)
            throws Exception {
        Conduct breaking =
                wire -> {
                    wire.read();
                    wire.write(BY_LENGTH);
                    leaving.leave(wire);
                };
        try (RawHost host = new RawHost(breaking, context())) {
            ShellFault fault = fault(host);
            assertThat(fault.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(fault.message()).contains("broke").doesNotContain("was not made");
            assertThat(fault.retry()).isEqualTo(RetryAdvice.SOON);
            assertThat(fault.delivered()).isFalse();
            assertThat(shell.leakedShells()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_break_in_the_answer_to_command_leaves_it_unknown_and_the_shell_is_deleted(
            Leaving leaving) throws Exception {
        AtomicInteger connection = new AtomicInteger();
        Conduct breaking =
                wire -> {
                    if (connection.incrementAndGet() == 1) {
                        wire.read();
                        wire.soap(Soap.SHELL);
                        wire.read();
                        wire.write(BY_LENGTH);
                        leaving.leave(wire);
                    } else {
                        wire.read();
                        wire.write("HTTP/1.1 204 No Content\r\n\r\n");
                        wire.awaitEnd();
                    }
                };
        try (RawHost host = new RawHost(breaking, context())) {
            ShellFault fault = fault(host);
            assertThat(fault.kind()).isEqualTo(Kind.PROTOCOL);
            assertThat(fault.delivered()).isTrue();
            assertThat(fault.retry()).isEqualTo(RetryAdvice.NEVER);
            assertThat(host.actions()).isEqualTo(List.of("Create", "Command", "Delete"));
            assertThat(shell.leakedShells()).isZero();
        }
    }

    @Test
    void a_cut_is_not_the_end_of_a_body_that_only_the_connection_ends() throws Exception {
        Conduct breaking =
                wire -> {
                    wire.read();
                    wire.write(BY_THE_END);
                    wire.cut();
                };
        try (RawHost host = new RawHost(breaking, context())) {
            ShellFault fault = fault(host);
            assertThat(fault.delivered()).isFalse();
            assertThat(fault.kind()).isIn(Kind.UNREACHABLE, Kind.PROTOCOL);
            assertThat(shell.leakedShells()).isEqualTo(1);
        }
    }
}
