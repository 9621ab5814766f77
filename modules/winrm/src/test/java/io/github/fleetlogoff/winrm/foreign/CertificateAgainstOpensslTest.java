package io.github.fleetlogoff.winrm.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credential.Proof;
import io.github.fleetlogoff.model.Secret;
import io.github.fleetlogoff.model.Tls;
import io.github.fleetlogoff.sessions.ShellFault;
import io.github.fleetlogoff.winrm.foreign.Certificates.Pem;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A client certificate through the engine, against the TLS of Python and OpenSSL.
class CertificateAgainstOpensslTest {
    @TempDir private Path folder;

    @BeforeEach
    void look() {
        ForeignParts.needPyspnego();
    }

    @Test
    void a_certificate_logs_on_in_tls_1_2() throws Exception {
        Certificates certificates = new Certificates(folder);
        Pem server = certificates.make("server");
        Pem client = certificates.make("client");
        try (Responder responder = responder(server, client)) {
            Talk.succeed(
                    host(responder, server), card(certificates.pkcs12(client), "right"), responder);
            assertThat(responder.log()).contains("client client TLSv1.2");
        }
    }

    @Test
    void a_file_that_does_not_open_asks_no_host() throws Exception {
        Certificates certificates = new Certificates(folder);
        Pem server = certificates.make("server");
        try (Responder responder = responder(server, server)) {
            ShellFault fault =
                    Talk.fail(host(responder, server), card(certificates.pkcs12(server), "wrong"));
            assertThat(fault.kind()).isEqualTo(ShellFault.Kind.LOGON_REFUSED);
            assertThat(fault.message()).contains("its password is another one");
            assertThat(fault.refusedLogons()).isZero();
            assertThat(responder.log()).doesNotContain("POST");
        }
    }

    private Responder responder(Pem server, Pem client) throws Exception {
        return Responder.start(
                folder,
                Map.of(),
                "--host",
                "localhost",
                "--certificate",
                server.certificate().toString(),
                "--key",
                server.key().toString(),
                "--clients",
                client.certificate().toString());
    }

    private static Connection host(Responder responder, Pem server) {
        return new Connection(
                "127.0.0.1",
                responder.port(),
                new Tls(server.certificate(), false),
                AuthScheme.CERTIFICATE,
                null);
    }

    private static Credential card(Path file, String password) {
        return new Credential(
                "card",
                "client.p12",
                Secret.of(
                        (password.equals("right") ? Certificates.PASSWORD : password)
                                .toCharArray()),
                new Proof.Certificate(file));
    }
}
