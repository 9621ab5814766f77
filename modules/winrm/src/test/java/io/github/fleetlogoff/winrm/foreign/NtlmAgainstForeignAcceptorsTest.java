package io.github.fleetlogoff.winrm.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Tls;
import io.github.fleetlogoff.sessions.ShellFault;
import io.github.fleetlogoff.winrm.foreign.Certificates.Pem;
import io.github.fleetlogoff.winrm.wsman.logon.Logon;
import io.github.fleetlogoff.winrm.wsman.logon.LogonException;
import io.github.fleetlogoff.winrm.wsman.logon.NtlmLogons;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

    @BeforeAll
    static void write() throws Exception {
        ForeignParts.needPyspnego();
        ForeignParts.needNtlmMechanism();
        Path users = folder.resolve("users");
        Files.writeString(users, "FLEET:ops:" + PASSWORD + "\n");
        environment = Map.of("NTLM_USER_FILE", users.toString(), "NETBIOS_DOMAIN_NAME", "FLEET");
    }

    @ParameterizedTest
    @CsvSource({"ntlm, NTLM", "ntlm, NEGOTIATE", "gss-ntlmssp, NTLM", "gss-ntlmssp, NEGOTIATE"})
    void the_shell_conversation_is_sealed_both_ways(String acceptor, AuthScheme auth)
            throws Exception {
        try (Responder responder = responder(acceptor)) {
            Talk.succeed(host(responder, auth, null), ops(PASSWORD), responder);
            assertThat(responder.log()).contains("client FLEET\\ops").contains("header 16");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ntlm", "gss-ntlmssp"})
    void a_wrong_password_is_one_refused_logon(String acceptor) throws Exception {
        try (Responder responder = responder(acceptor)) {
            ShellFault fault = Talk.fail(host(responder, AuthScheme.NTLM, null), ops("hunter2"));
            assertThat(fault.kind()).isEqualTo(ShellFault.Kind.LOGON_REFUSED);
            assertThat(fault.refusedLogons()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ntlm, tamper, not sealed with the keys of the logon",
        "ntlm, replay, not sealed with the keys of the logon",
        "ntlm, gap, not sealed with the keys of the logon",
        "ntlm, plain, in plain text",
        "gss-ntlmssp, tamper, not sealed with the keys of the logon",
        "gss-ntlmssp, replay, not sealed with the keys of the logon",
        "gss-ntlmssp, gap, not sealed with the keys of the logon",
        "gss-ntlmssp, plain, in plain text"
    })
    void refuses_a_server_that_cheats(String acceptor, String mischief, String message)
            throws Exception {
        try (Responder responder = responder(acceptor, "--mischief", mischief)) {
            ShellFault fault = Talk.fail(host(responder, AuthScheme.NTLM, null), ops(PASSWORD));
            assertThat(fault.message()).contains(message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ntlm", "gss-ntlmssp"})
    void the_logon_is_bound_to_the_tls_connection(String acceptor) throws Exception {
        Certificates certificates = new Certificates(folder);
        Pem pem = certificates.make("bound-" + acceptor);
        Pem other = certificates.make("other-" + acceptor);
        Tls checks = new Tls(pem.certificate(), false);
        try (Responder responder = responder(acceptor, Responder.tls(pem))) {
            Talk.succeed(host(responder, AuthScheme.NTLM, checks), ops(PASSWORD), responder);
        }
        try (Responder relayed =
                responder(
                        acceptor,
                        Responder.tls(pem, "--bound-to", other.certificate().toString()))) {
            ShellFault fault = Talk.fail(host(relayed, AuthScheme.NTLM, checks), ops(PASSWORD));
            assertThat(fault.kind()).isEqualTo(ShellFault.Kind.LOGON_REFUSED);
        }
    }

    /// What a hardened Windows does, and pyspnego; gss-ntlmssp leaves it to the client.
    @Test
    void a_server_that_wants_bindings_refuses_a_logon_without() throws Exception {
        Pem pem = new Certificates(folder).make("wanted");
        NtlmLogons unbound = new NtlmLogons(new SecureRandom(), InstantSource.system());
        try (Responder responder = responder("ntlm", Responder.tls(pem));
                Knock knock = Knock.tls(responder.port(), pem.client())) {
            Logon logon =
                    unbound.logon(
                            host(responder, AuthScheme.NTLM, null),
                            ops(PASSWORD),
                            Optional.empty());
            assertThatExceptionOfType(LogonException.class).isThrownBy(() -> knock.post(logon));
        }
    }

    private static Responder responder(String acceptor, String... more) throws Exception {
        List<String> options =
                new ArrayList<>(List.of("--protocol", acceptor, "--host", "localhost"));
        options.addAll(List.of(more));
        return Responder.start(folder, environment, options.toArray(String[]::new));
    }

    private static Connection host(Responder responder, AuthScheme auth, @Nullable Tls tls) {
        return new Connection("127.0.0.1", responder.port(), tls, auth, null);
    }

    private static Credential ops(String password) {
        return Realm.credential("FLEET\\ops", password);
    }
}
