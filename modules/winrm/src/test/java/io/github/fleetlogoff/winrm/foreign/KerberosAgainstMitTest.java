package io.github.fleetlogoff.winrm.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credential.Proof;
import io.github.fleetlogoff.winrm.wsman.logon.KerberosLogins;
import io.github.fleetlogoff.winrm.wsman.logon.KerberosLogons;
import io.github.fleetlogoff.winrm.wsman.logon.LogonException;
import io.github.fleetlogoff.winrm.wsman.logon.LogonException.Kind;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Our logins and tickets against the key distribution centre of MIT Kerberos.
@ResourceLock(Realm.OF_JAVA)
class KerberosAgainstMitTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir private Path folder;
    private Realm realm;
    private final AtomicReference<Instant> now = new AtomicReference<>();

    @BeforeEach
    void open() throws Exception {
        ForeignParts.needKerberos();
        realm = Realm.open(folder);
        now.set(InstantSource.system().instant());
    }

    @AfterEach
    void close() {
        if (realm != null) {
            realm.close();
        }
    }

    @Test
    void a_thousand_hosts_share_one_login() throws Exception {
        KerberosLogons logons = logons(LIMIT);
        Credential ops = Realm.ops();
        List<Future<Optional<String>>> hosts = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1000; i++) {
                hosts.add(threads.submit(() -> token(logons, ops)));
            }
            for (Future<Optional<String>> host : hosts) {
                assertThat(host.get())
                        .hasValueSatisfying(t -> assertThat(t).startsWith("Kerberos "));
            }
        }
        assertThat(realm.asked("AS_REQ", "ISSUE")).isEqualTo(1);
        assertThat(realm.asked("TGS_REQ", "ISSUE")).isEqualTo(1000);
    }

    @Test
    void a_ticket_near_its_end_is_fetched_again_and_not_before() throws Exception {
        KerberosLogons logons = logons(LIMIT);
        Credential brief = Realm.credential("brief@fleet.test", Realm.PASSWORD);
        token(logons, brief);
        now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(17)));
        token(logons, brief);
        assertThat(realm.asked("AS_REQ", "ISSUE")).isEqualTo(1);
        now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(2)));
        token(logons, brief);
        assertThat(realm.asked("AS_REQ", "ISSUE")).isEqualTo(2);
    }

    @Test
    void a_wrong_password_is_sent_once_however_many_hosts_ask() throws Exception {
        KerberosLogons logons = logons(LIMIT);
        Credential wrong = Realm.credential("careful@fleet.test", "hunter2");
        for (int i = 0; i < 20; i++) {
            assertFault(
                    logons,
                    wrong,
                    i == 0 ? Kind.REFUSED : Kind.DENIED,
                    "the password or key of the account careful@fleet.test is wrong");
            now.updateAndGet(instant -> instant.plus(Duration.ofHours(1)));
        }
        assertThat(realm.asked("AS_REQ", "PREAUTH_FAILED")).isEqualTo(1);
    }

    @Test
    void a_wrong_password_shows_where_the_realm_wants_no_proof_beforehand() throws Exception {
        assertFault(
                logons(LIMIT),
                Realm.credential("ops@fleet.test", "hunter2"),
                Kind.REFUSED,
                "the password or key of the account ops@fleet.test is wrong");
    }

    @Test
    void an_account_that_cannot_log_on_is_told_from_a_wrong_password() throws Exception {
        KerberosLogons logons = logons(LIMIT);
        assertFault(
                logons,
                Realm.credential("nobody@fleet.test", Realm.PASSWORD),
                Kind.DENIED,
                "the realm does not know the account nobody@fleet.test: check its name, and write it as name@dns.domain");
        assertFault(
                logons,
                Realm.credential("stale@fleet.test", Realm.PASSWORD),
                Kind.DENIED,
                "the password of the account stale@fleet.test has expired: set a new one in the domain");
        assertFault(
                logons,
                Realm.credential("gone@fleet.test", Realm.PASSWORD),
                Kind.DENIED,
                "the account gone@fleet.test is disabled, expired or locked out: a domain administrator can say which");
    }

    @Test
    void an_unknown_service_names_the_key_that_changes_it() throws Exception {
        assertThatExceptionOfType(LogonException.class)
                .isThrownBy(() -> token(logons(LIMIT), Realm.ops(), "unheard-of.fleet.test"))
                .withMessageContaining("the realm has no service HTTP/unheard-of.fleet.test")
                .withMessageContaining("spn: WSMAN")
                .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(Kind.NO_TICKET));
    }

    @Test
    void a_key_distribution_centre_with_another_time_is_told_by_name() throws Exception {
        ForeignParts.needFaketime();
        realm.restartCentre("+1h");
        Credential careful = Realm.credential("careful@fleet.test", Realm.PASSWORD);
        assertThatExceptionOfType(LogonException.class)
                .isThrownBy(() -> token(logons(LIMIT), careful))
                .withMessageContaining("set this computer's clock by the domain's")
                .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(Kind.OUT_OF_ORDER));
    }

    @Test
    void nobody_at_the_key_distribution_centre_is_told_by_name() throws Exception {
        assertThatExceptionOfType(LogonException.class)
                .isThrownBy(() ->
                        token(logons(LIMIT), Realm.credential("ops@silent.test", Realm.PASSWORD)))
                .withMessageContaining("no key distribution centre answers")
                .withMessageContaining("krb5.conf")
                .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(Kind.NO_TICKET));
    }

    @Test
    void a_key_distribution_centre_that_says_nothing_is_not_waited_for_longer_than_the_limit()
            throws Exception {
        try (ServerSocket mute =
                new ServerSocket(realm.silentPort(), 50, InetAddress.getLoopbackAddress())) {
            assertThat(mute.isBound()).isTrue();
            assertThatExceptionOfType(LogonException.class)
                    .isThrownBy(() ->
                            token(
                                    logons(Duration.ofSeconds(1)),
                                    Realm.credential("ops@silent.test", Realm.PASSWORD)))
                    .withMessageContaining("no key distribution centre answered within 1 s")
                    .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(Kind.NO_TICKET));
        }
    }

    @Test
    void an_empty_ticket_cache_and_a_keytab_without_the_account_say_what_to_do() throws Exception {
        KerberosLogons logons = logons(LIMIT);
        Path cache = folder.resolve("none");
        assertFault(
                logons,
                Realm.credential("ops@fleet.test", new Proof.TicketCache(Optional.of(cache))),
                Kind.NO_TICKET,
                "no Kerberos ticket for the account ops@fleet.test with the ticket cache "
                        + cache
                        + ": it holds no valid ticket of ops@FLEET.TEST; run kinit ops@FLEET.TEST");
        assertFault(
                logons,
                Realm.credential("ops@fleet.test", new Proof.Keytab(realm.keytab("robot"))),
                Kind.NO_TICKET,
                "no Kerberos ticket for the account ops@fleet.test with the keytab "
                        + realm.keytab("robot")
                        + ": it holds no key of ops@FLEET.TEST; list it with klist -k "
                        + realm.keytab("robot"));
    }

    @Test
    void a_ticket_cache_of_somebody_else_is_not_used() throws Exception {
        realm.kinit("careful");
        assertThatExceptionOfType(LogonException.class)
                .isThrownBy(() ->
                        token(
                                logons(LIMIT),
                                Realm.credential(
                                        "ops@fleet.test",
                                        new Proof.TicketCache(Optional.of(realm.cache())))))
                .withMessageContaining("it holds no valid ticket of ops@FLEET.TEST");
    }

    @Test
    void a_keytab_with_an_old_key_counts_as_a_wrong_password() throws Exception {
        Path old = Files.copy(realm.keytab("robot"), folder.resolve("old.keytab"));
        realm.changeKey("robot");
        assertThatExceptionOfType(LogonException.class)
                .isThrownBy(() ->
                        token(
                                logons(LIMIT),
                                Realm.credential("robot@fleet.test", new Proof.Keytab(old))))
                .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(Kind.REFUSED));
    }

    @Test
    void the_name_of_windows_is_that_of_the_realm() throws Exception {
        KerberosLogons logons = logons(LIMIT);
        for (String name :
                List.of(
                        "FLEET\\ops",
                        "fleet.test\\ops",
                        "ops@FLEET.TEST",
                        "ops@fleet.test",
                        "ops")) {
            assertThat(token(logons, Realm.credential(name, Realm.PASSWORD))).as(name).isPresent();
        }
        assertThatExceptionOfType(LogonException.class)
                .isThrownBy(() -> token(logons, Realm.credential("OTHER\\ops", Realm.PASSWORD)))
                .withMessageContaining("write the account as name@dns.domain")
                .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(Kind.NO_TICKET));
    }

    @Test
    void the_session_keys_are_destroyed_in_the_end_and_the_next_logon_logs_in_again()
            throws Exception {
        KerberosLogins logins = new KerberosLogins(now::get, LIMIT);
        KerberosLogons logons = new KerberosLogons(logins);
        Credential ops = Realm.ops();
        token(logons, ops);
        logins.close();
        token(logons, ops);
        assertThat(realm.asked("AS_REQ", "ISSUE")).isEqualTo(2);
    }

    private KerberosLogons logons(Duration limit) {
        return new KerberosLogons(new KerberosLogins(now::get, limit));
    }

    private static Optional<String> token(KerberosLogons logons, Credential credential)
            throws LogonException {
        return token(logons, credential, Realm.SERVER);
    }

    private static Optional<String> token(KerberosLogons logons, Credential credential, String host)
            throws LogonException {
        return logons.logon(Realm.host(host, 5985), credential, Optional.empty()).authorization();
    }

    private static void assertFault(
            KerberosLogons logons, Credential credential, Kind kind, String message) {
        assertThatExceptionOfType(LogonException.class)
                .isThrownBy(() -> token(logons, credential))
                .withMessage(message)
                .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(kind));
    }
}
