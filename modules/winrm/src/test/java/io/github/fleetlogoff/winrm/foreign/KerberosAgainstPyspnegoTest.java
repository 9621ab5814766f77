package io.github.fleetlogoff.winrm.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credential.Proof;
import io.github.fleetlogoff.model.Tls;
import io.github.fleetlogoff.sessions.ShellFault;
import io.github.fleetlogoff.winrm.foreign.Certificates.Pem;
import io.github.fleetlogoff.winrm.wsman.logon.KerberosLogins;
import io.github.fleetlogoff.winrm.wsman.logon.KerberosLogons;
import io.github.fleetlogoff.winrm.wsman.logon.Logon;
import io.github.fleetlogoff.winrm.wsman.logon.LogonException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Our Kerberos, with tickets of MIT's, against pyspnego's acceptor.
@ResourceLock(Realm.OF_JAVA)
class KerberosAgainstPyspnegoTest {
    private static final int DELEGATION = 1;
    private static final int MUTUAL = 2;

    @TempDir static Path folder;
    private static Realm realm;

    @BeforeAll
    static void open() throws Exception {
        ForeignParts.needKerberos();
        ForeignParts.needPyspnego();
        realm = Realm.open(folder);
    }

    @AfterAll
    static void close() {
        if (realm != null) {
            realm.close();
        }
    }

    @Test
    void a_password_logs_on_and_the_shell_conversation_is_sealed_both_ways() throws Exception {
        try (Responder responder = responder(Realm.SERVER)) {
            Talk.succeed(Realm.host(Realm.SERVER, responder.port()), Realm.ops(), responder);
            assertThat(responder.log()).contains("client ops@FLEET.TEST").contains("header 60");
        }
    }

    @Test
    void a_keytab_logs_on() throws Exception {
        try (Responder responder = responder(Realm.SERVER)) {
            Credential robot =
                    Realm.credential("robot@fleet.test", new Proof.Keytab(realm.keytab("robot")));
            Talk.succeed(Realm.host(Realm.SERVER, responder.port()), robot, responder);
            assertThat(responder.log()).contains("client robot@FLEET.TEST");
        }
    }

    @Test
    void a_ticket_cache_logs_on() throws Exception {
        realm.kinit("careful");
        try (Responder responder = responder(Realm.SERVER)) {
            Credential careful =
                    Realm.credential(
                            "careful@fleet.test",
                            new Proof.TicketCache(Optional.of(realm.cache())));
            Talk.succeed(Realm.host(Realm.SERVER, responder.port()), careful, responder);
            assertThat(responder.log()).contains("client careful@FLEET.TEST");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "aes128.fleet.test, 60",
        "aes256.fleet.test, 60",
        "aes128sha2.fleet.test, 64",
        "aes256sha2.fleet.test, 72"
    })
    void every_cipher_of_aes_seals(String host, int header) throws Exception {
        try (Responder responder = responder(host)) {
            Talk.succeed(Realm.host(host, responder.port()), Realm.ops(), responder);
            assertThat(responder.log()).contains("header " + header);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "kerberos, KERBEROS, Kerberos",
        "kerberos, KERBEROS, Negotiate",
        "kerberos, NEGOTIATE, Kerberos",
        "kerberos, NEGOTIATE, Negotiate",
        "negotiate, NEGOTIATE, Negotiate"
    })
    void the_ticket_goes_under_the_name_of_the_scheme_that_the_server_offers(
            String acceptor, AuthScheme auth, String scheme) throws Exception {
        try (Responder responder =
                Responder.start(
                        folder,
                        realm.environment(),
                        "--protocol",
                        acceptor,
                        "--host",
                        Realm.SERVER,
                        "--schemes",
                        scheme)) {
            Talk.succeed(
                    Realm.host(Realm.SERVER, responder.port(), auth, null), Realm.ops(), responder);
        }
    }

    @Test
    void asks_for_mutual_authentication_and_delegates_nothing() throws Exception {
        try (Responder responder = responder(Realm.SERVER)) {
            Talk.succeed(Realm.host(Realm.SERVER, responder.port()), Realm.ops(), responder);
            String flags =
                    responder
                            .log()
                            .lines()
                            .filter(line -> line.startsWith("flags "))
                            .findFirst()
                            .orElseThrow();
            int asked = Integer.parseInt(flags.substring(6));
            assertThat(asked & MUTUAL).isEqualTo(MUTUAL);
            assertThat(asked & DELEGATION).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no-proof|the server did not prove that it is HTTP/web.fleet.test",
                "tamper|not sealed with the keys of the logon",
                "replay|not sealed with the keys of the logon",
                "renumbered-replay|not sealed with the keys of the logon",
                "gap|not sealed with the keys of the logon",
                "plain|in plain text where the payload must be encrypted"
            })
    void refuses_a_server_that_cheats(String mischief, String message) throws Exception {
        try (Responder responder = responder(Realm.SERVER, "--mischief", mischief)) {
            ShellFault fault = Talk.fail(Realm.host(Realm.SERVER, responder.port()), Realm.ops());
            assertThat(fault.message()).contains(message);
            assertThat(fault.refusedLogons()).isZero();
        }
    }

    @Test
    void a_service_with_another_key_than_the_realm_refuses_the_ticket_and_no_password_was_wrong()
            throws Exception {
        try (Responder responder = responder("moved.fleet.test")) {
            ShellFault fault =
                    Talk.fail(Realm.host("moved.fleet.test", responder.port()), Realm.ops());
            assertThat(fault.kind()).isEqualTo(ShellFault.Kind.LOGON_REFUSED);
            assertThat(fault.message())
                    .contains("the name may be registered on another account")
                    .contains("spn: WSMAN");
            assertThat(fault.refusedLogons()).isZero();
        }
    }

    @Test
    void a_wrong_password_is_one_refused_logon_and_no_host_is_asked() throws Exception {
        try (Responder responder = responder(Realm.SERVER)) {
            ShellFault fault =
                    Talk.fail(
                            Realm.host(Realm.SERVER, responder.port(), AuthScheme.NEGOTIATE, null),
                            Realm.credential("careful@fleet.test", "hunter2"));
            assertThat(fault.kind()).isEqualTo(ShellFault.Kind.LOGON_REFUSED);
            assertThat(fault.message())
                    .contains("the password or key of the account careful@fleet.test is wrong");
            assertThat(fault.refusedLogons()).isEqualTo(1);
            assertThat(responder.log()).doesNotContain("POST");
        }
    }

    @Test
    void an_account_that_is_disabled_is_no_refused_logon() throws Exception {
        try (Responder responder = responder(Realm.SERVER)) {
            ShellFault fault =
                    Talk.fail(
                            Realm.host(Realm.SERVER, responder.port()),
                            Realm.credential("gone@fleet.test", Realm.PASSWORD));
            assertThat(fault.kind()).isEqualTo(ShellFault.Kind.LOGON_REFUSED);
            assertThat(fault.message()).contains("is disabled, expired or locked out");
            assertThat(fault.refusedLogons()).isZero();
        }
    }

    @Test
    void a_server_without_kerberos_is_named_as_such() throws Exception {
        try (Responder responder = responder(Realm.SERVER, "--schemes", "Basic")) {
            assertThat(Talk.fail(Realm.host(Realm.SERVER, responder.port()), Realm.ops()).message())
                    .contains("does not take this way to log on (auth); it offers Basic");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rsa-sha256, -newkey rsa:2048 -sha256",
        "rsa-sha1, -newkey rsa:2048 -sha1",
        "rsa-sha384, -newkey rsa:2048 -sha384",
        "ecdsa-sha512, -newkey ec -pkeyopt ec_paramgen_curve:P-256 -sha512",
        "pss-sha384, -newkey rsa:2048 -sha384 -sigopt rsa_padding_mode:pss"
    })
    void the_logon_is_bound_to_the_tls_connection(String name, String options) throws Exception {
        Certificates certificates = new Certificates(folder);
        Pem pem = certificates.make(name, options.split(" ", -1));
        Pem other = certificates.make("other-than-" + name);
        try (Responder responder = tls(pem)) {
            Talk.succeed(secure(responder, pem), Realm.ops(), responder);
        }
        try (Responder relayed = tls(pem, "--bound-to", other.certificate().toString())) {
            ShellFault fault = Talk.fail(secure(relayed, pem), Realm.ops());
            assertThat(fault.kind()).isEqualTo(ShellFault.Kind.LOGON_REFUSED);
            assertThat(fault.refusedLogons()).isZero();
        }
    }

    @Test
    void a_server_that_wants_bindings_refuses_a_logon_without() throws Exception {
        Pem pem = new Certificates(folder).make("wanted");
        KerberosLogons unbound =
                new KerberosLogons(
                        new KerberosLogins(InstantSource.system(), Duration.ofSeconds(10)));
        try (Responder responder = tls(pem);
                Knock knock = Knock.tls(responder.port(), pem.client())) {
            Logon logon = unbound.logon(secure(responder, pem), Realm.ops(), Optional.empty());
            assertThatExceptionOfType(LogonException.class).isThrownBy(() -> knock.post(logon));
        }
    }

    private static Connection secure(Responder responder, Pem pem) {
        return Realm.host(
                Realm.SERVER,
                responder.port(),
                AuthScheme.KERBEROS,
                new Tls(pem.certificate(), false));
    }

    private static Responder tls(Pem pem, String... more) throws Exception {
        return responder(Realm.SERVER, Responder.tls(pem, more));
    }

    private static Responder responder(String host, String... more) throws Exception {
        List<String> options = new ArrayList<>(List.of("--protocol", "kerberos", "--host", host));
        options.addAll(List.of(more));
        return Responder.start(folder, realm.environment(), options.toArray(String[]::new));
    }
}
