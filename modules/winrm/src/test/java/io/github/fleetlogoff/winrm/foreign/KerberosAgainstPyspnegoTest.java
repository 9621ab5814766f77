package io.github.fleetlogoff.winrm.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credential.Proof;
import io.github.fleetlogoff.winrm.foreign.Certificates.Pem;
import io.github.fleetlogoff.winrm.wsman.logon.KerberosLogins;
import io.github.fleetlogoff.winrm.wsman.logon.KerberosLogons;
import io.github.fleetlogoff.winrm.wsman.logon.Logon;
import io.github.fleetlogoff.winrm.wsman.logon.LogonException;
import io.github.fleetlogoff.winrm.wsman.logon.LogonException.Kind;
import io.github.fleetlogoff.winrm.wsman.logon.LogonFactory;
import io.github.fleetlogoff.winrm.wsman.logon.NegotiateLogons;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Our Kerberos, with tickets of MIT's, against pyspnego's acceptor.
class KerberosAgainstPyspnegoTest {
    private static final int DELEGATION = 1;
    private static final int MUTUAL = 2;

    @TempDir static Path folder;
    private static Realm realm;
    private static KerberosLogons kerberos;

    @BeforeAll
    static void open() throws Exception {
        ForeignParts.needKerberos();
        ForeignParts.needPyspnego();
        realm = Realm.open(folder);
        kerberos = new KerberosLogons(logins());
    }

    private static KerberosLogins logins() {
        return new KerberosLogins(InstantSource.system(), Duration.ofSeconds(10));
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
            converse(responder, kerberos, Realm.SERVER, Realm.ops());
            assertThat(responder.log()).contains("client ops@FLEET.TEST");
        }
    }

    @Test
    void a_keytab_logs_on() throws Exception {
        try (Responder responder = responder(Realm.SERVER)) {
            Credential robot =
                    Realm.credential("robot@fleet.test", new Proof.Keytab(realm.keytab("robot")));
            converse(responder, kerberos, Realm.SERVER, robot);
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
            converse(responder, kerberos, Realm.SERVER, careful);
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
            converse(responder, kerberos, host, Realm.ops());
            assertThat(responder.log()).contains("header " + header);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Kerberos", "Negotiate"})
    void the_ticket_goes_under_the_name_of_the_scheme_that_the_server_offers(String scheme)
            throws Exception {
        LogonFactory negotiate = new NegotiateLogons(kerberos, Optional.empty());
        try (Responder responder = responder(Realm.SERVER, "--schemes", scheme)) {
            converse(responder, kerberos, Realm.SERVER, Realm.ops());
            converse(responder, negotiate, Realm.SERVER, Realm.ops());
        }
    }

    @Test
    void the_server_may_speak_spnego_around_the_ticket() throws Exception {
        LogonFactory negotiate = new NegotiateLogons(kerberos, Optional.empty());
        try (Responder responder =
                Responder.start(
                        folder,
                        realm.environment(),
                        "--protocol",
                        "negotiate",
                        "--host",
                        Realm.SERVER)) {
            converse(responder, negotiate, Realm.SERVER, Realm.ops());
        }
    }

    @Test
    void asks_for_mutual_authentication_and_delegates_nothing() throws Exception {
        try (Responder responder = responder(Realm.SERVER)) {
            converse(responder, kerberos, Realm.SERVER, Realm.ops());
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
                "tamper|the signature of an answer is wrong",
                "replay|a sealed answer is a replay or out of order",
                "renumbered-replay|a sealed answer is a replay or out of order",
                "gap|a sealed answer is a replay or out of order"
            })
    void refuses_a_server_that_cheats(String mischief, String message) throws Exception {
        try (Responder responder = responder(Realm.SERVER, "--mischief", mischief)) {
            assertThatExceptionOfType(LogonException.class)
                    .isThrownBy(() -> converse(responder, kerberos, Realm.SERVER, Realm.ops()))
                    .withMessage(message)
                    .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(Kind.UNTRUSTED));
        }
    }

    @Test
    void a_service_with_another_key_than_the_realm_refuses_the_ticket_and_no_password_was_wrong()
            throws Exception {
        try (Responder responder = responder("moved.fleet.test")) {
            assertThatExceptionOfType(LogonException.class)
                    .isThrownBy(() -> converse(responder, kerberos, "moved.fleet.test", Realm.ops()))
                    .withMessageContaining("the name may be registered on another account")
                    .withMessageContaining("WSMAN")
                    .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(Kind.DENIED));
        }
    }

    @Test
    void a_server_without_kerberos_is_named_as_such() throws Exception {
        try (Responder responder = responder(Realm.SERVER, "--schemes", "Basic")) {
            assertThatExceptionOfType(LogonException.class)
                    .isThrownBy(() -> converse(responder, kerberos, Realm.SERVER, Realm.ops()))
                    .withMessage("the server takes no Kerberos; it offers Basic")
                    .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(Kind.NOT_OFFERED));
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
            assertThat(status(responder, pem, true)).isEqualTo(200);
        }
        try (Responder relayed = tls(pem, "--bound-to", other.certificate().toString())) {
            assertThatExceptionOfType(LogonException.class)
                    .isThrownBy(() -> status(relayed, pem, true))
                    .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(Kind.DENIED));
        }
    }

    @Test
    void a_server_that_wants_bindings_refuses_a_logon_without() throws Exception {
        Pem pem = new Certificates(folder).make("wanted");
        try (Responder responder = tls(pem)) {
            assertThatExceptionOfType(LogonException.class)
                    .isThrownBy(() -> status(responder, pem, false));
        }
    }

    private static Responder tls(Pem pem, String... more) throws Exception {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "--certificate",
                                pem.certificate().toString(),
                                "--key",
                                pem.key().toString(),
                                "--require-bindings"));
        options.addAll(List.of(more));
        return responder(Realm.SERVER, options.toArray(String[]::new));
    }

    private static int status(Responder responder, Pem pem, boolean bound) throws Exception {
        try (Wire wire = Wire.tls(responder.port(), pem.client())) {
            Optional<X509Certificate> server =
                    bound ? Optional.of(wire.certificate()) : Optional.empty();
            Logon logon =
                    kerberos.logon(
                            Realm.host(Realm.SERVER, responder.port()), Realm.ops(), server);
            return wire.logOn(logon).status();
        }
    }

    private static Responder responder(String host, String... more) throws Exception {
        String[] options = new String[more.length + 4];
        options[0] = "--protocol";
        options[1] = "kerberos";
        options[2] = "--host";
        options[3] = host;
        System.arraycopy(more, 0, options, 4, more.length);
        return Responder.start(folder, realm.environment(), options);
    }

    private static void converse(
            Responder responder, LogonFactory logons, String host, Credential credential)
            throws Exception {
        try (Wire wire = Wire.plain(responder.port())) {
            Logon logon =
                    logons.logon(
                            Realm.host(host, responder.port()), credential, Optional.empty());
            assertThat(wire.logOn(logon).status()).isEqualTo(200);
            assertThat(Talk.run(wire, logon, "whoami /all"))
                    .as(responder.log())
                    .isEqualTo("said whoami /all");
        }
    }
}
