package io.github.fleetlogoff.winrm.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.fleetlogoff.winrm.foreign.Certificates.Pem;
import io.github.fleetlogoff.winrm.wsman.logon.Logon;
import io.github.fleetlogoff.winrm.wsman.logon.LogonException;
import io.github.fleetlogoff.winrm.wsman.logon.LogonException.Kind;
import io.github.fleetlogoff.winrm.wsman.logon.NtlmLogons;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Our NTLM against pyspnego's acceptor and that of gss-ntlmssp.
class NtlmAgainstForeignAcceptorsTest {
    private static final String PASSWORD = "Pässw0rd-7";

    @TempDir static Path folder;
    private static Map<String, String> environment = Map.of();
    private final NtlmLogons logons =
            new NtlmLogons(new SecureRandom(), InstantSource.system());

    @BeforeAll
    static void write() throws Exception {
        ForeignParts.needPyspnego();
        ForeignParts.needNtlmMechanism();
        Path users = folder.resolve("users");
        Files.writeString(users, "FLEET:ops:" + PASSWORD + "\n");
        environment = Map.of("NTLM_USER_FILE", users.toString(), "NETBIOS_DOMAIN_NAME", "FLEET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ntlm", "gss-ntlmssp"})
    void the_shell_conversation_is_sealed_both_ways(String acceptor) throws Exception {
        try (Responder responder = responder(acceptor)) {
            converse(responder, PASSWORD);
            assertThat(responder.log()).contains("client FLEET\\ops").contains("header 16");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ntlm", "gss-ntlmssp"})
    void a_wrong_password_is_one_refused_logon(String acceptor) throws Exception {
        try (Responder responder = responder(acceptor)) {
            assertThatExceptionOfType(LogonException.class)
                    .isThrownBy(() -> converse(responder, "hunter2"))
                    .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(Kind.REFUSED));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ntlm, tamper",
        "ntlm, replay",
        "ntlm, gap",
        "gss-ntlmssp, tamper",
        "gss-ntlmssp, replay",
        "gss-ntlmssp, gap"
    })
    void refuses_a_server_that_cheats(String acceptor, String mischief) throws Exception {
        try (Responder responder = responder(acceptor, "--mischief", mischief)) {
            assertThatExceptionOfType(LogonException.class)
                    .isThrownBy(() -> converse(responder, PASSWORD))
                    .withMessage("the signature of a message is wrong")
                    .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(Kind.UNTRUSTED));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ntlm", "gss-ntlmssp"})
    void the_logon_is_bound_to_the_tls_connection(String acceptor) throws Exception {
        Certificates certificates = new Certificates(folder);
        Pem pem = certificates.make("bound-" + acceptor);
        Pem other = certificates.make("other-" + acceptor);
        try (Responder responder = tls(acceptor, pem)) {
            assertThat(status(responder, pem, true)).isEqualTo(200);
        }
        try (Responder relayed =
                tls(acceptor, pem, "--bound-to", other.certificate().toString())) {
            assertThatExceptionOfType(LogonException.class)
                    .isThrownBy(() -> status(relayed, pem, true));
        }
    }

    /// What a hardened Windows does, and pyspnego; gss-ntlmssp leaves it to the client.
    @Test
    void a_server_that_wants_bindings_refuses_a_logon_without() throws Exception {
        Pem pem = new Certificates(folder).make("wanted");
        try (Responder responder = tls("ntlm", pem)) {
            assertThatExceptionOfType(LogonException.class)
                    .isThrownBy(() -> status(responder, pem, false));
        }
    }

    private static Responder tls(String acceptor, Pem pem, String... more) throws Exception {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "--certificate",
                                pem.certificate().toString(),
                                "--key",
                                pem.key().toString()));
        options.addAll(List.of(more));
        return responder(acceptor, options.toArray(String[]::new));
    }

    private static Responder responder(String acceptor, String... more) throws Exception {
        List<String> options =
                new ArrayList<>(List.of("--protocol", acceptor, "--host", "localhost"));
        options.addAll(List.of(more));
        return Responder.start(folder, environment, options.toArray(String[]::new));
    }

    private int status(Responder responder, Pem pem, boolean bound) throws Exception {
        try (Wire wire = Wire.tls(responder.port(), pem.client())) {
            Optional<X509Certificate> server =
                    bound ? Optional.of(wire.certificate()) : Optional.empty();
            Logon logon =
                    logons.logon(
                            Realm.host("localhost", responder.port()),
                            Realm.credential("FLEET\\ops", PASSWORD),
                            server);
            return wire.logOn(logon).status();
        }
    }

    private void converse(Responder responder, String password) throws Exception {
        try (Wire wire = Wire.plain(responder.port())) {
            Logon logon =
                    logons.logon(
                            Realm.host("localhost", responder.port()),
                            Realm.credential("FLEET\\ops", password),
                            Optional.empty());
            assertThat(wire.logOn(logon).status()).isEqualTo(200);
            assertThat(Talk.run(wire, logon, "whoami /all"))
                    .as(responder.log())
                    .isEqualTo("said whoami /all");
        }
    }
}
