package io.github.fleetlogoff.simulator.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.ntlm.ChannelBindings;
import io.github.fleetlogoff.simulator.Certificates;
import io.github.fleetlogoff.simulator.Realm;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Logs clients with tickets of MIT's key distribution centre on.
class KerberosAcceptorTest {
    private static final String HOST = "aes256.fleet.test";
    private static final byte[] NONE = {};
    // 1.3.6.1.4.1.311.2.2.30, which Windows offers first.
    private static final byte[] NEGOEX =
            Der.write(0x06, HexFormat.of().parseHex("2b06010401823702021e"));
    private static final byte[] KERBEROS =
            Der.write(0x06, HexFormat.of().parseHex("2a864886f712010202"));

    @TempDir private static Path folder;
    private static Realm realm;
    private static KerberosClient client;
    private static X509Certificate own;
    private static X509Certificate other;

    private final LogOn logOn = new LogOn();

    @BeforeAll
    static void put_up_the_realm() throws Exception {
        realm = new Realm(folder);
        client = new KerberosClient();
        own = Certificates.fleet();
        other = Certificates.fleet();
    }

    @AfterAll
    static void take_it_down() throws Exception {
        if (realm != null) {
            realm.close();
        }
    }

    static Set<String> services() {
        return Realm.SERVICES.keySet();
    }

    private static KerberosAcceptor acceptor(Optional<ChannelBindings> bindings, boolean required) {
        return new KerberosAcceptor(realm.keytab(), bindings, required);
    }

    private Handshake handshake() {
        return logOn.handshakeWith(acceptor(Optional.empty(), false));
    }

    private static void assertBothWays(Keys one, Keys other) throws AuthException {
        byte[] plain = "<s:Envelope>ü</s:Envelope>".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 3; i++) {
            assertThat(other.open(one.seal(plain))).isEqualTo(plain);
            assertThat(one.open(other.seal(plain))).isEqualTo(plain);
        }
    }

    private static void assertRefused(HandshakeStep step, boolean counted) {
        assertThat(step)
                .isInstanceOfSatisfying(
                        HandshakeStep.Refused.class,
                        refused ->
                                assertThat(refused.counted()).as(refused.why()).isEqualTo(counted));
    }

    @ParameterizedTest
    @MethodSource("services")
    void a_ticket_logs_its_owner_on_and_both_ends_seal(String service) throws Exception {
        Handshake handshake = handshake();
        KerberosClient.Begun begun = client.begin(service);

        Keys keys = LogOn.accepted(handshake.step(begun.token()));

        assertThat(keys.account()).isEqualTo(Realm.USER + "@" + Realm.NAME);
        Keys here = begun.finish(handshake.completion().orElseThrow());
        assertBothWays(here, keys);
        Keys.Sealed sealed = keys.seal(new byte[40]);
        assertThat(sealed.body()).hasSize(40);
        if (!service.contains("sha2")) {
            assertThat(sealed.header()).hasSize(60);
        }
    }

    @Test
    void the_preferred_ticket_within_spnego_needs_one_token_each_way() throws Exception {
        Handshake handshake = handshake();
        KerberosClient.Begun begun = client.begin(HOST);

        Keys keys =
                LogOn.accepted(handshake.step(LogOn.offer(LogOn.kerberosFirst(), begun.token())));

        byte[] last = handshake.completion().orElseThrow();
        // accept-completed and supportedMech Kerberos, then the proof.
        assertThat(HexFormat.of().formatHex(last))
                .contains("a0030a0100a10b06092a864886f712010202a2");
        assertBothWays(begun.finish(LogOn.innerToken(last)), keys);
    }

    @Test
    void who_would_rather_have_something_else_signs_what_it_offered() throws Exception {
        byte[] offered = Der.write(0x30, NEGOEX, KERBEROS);
        for (boolean honest : new boolean[] {true, false}) {
            Handshake handshake = handshake();
            byte[] first = LogOn.challenge(handshake.step(LogOn.offer(offered, new byte[] {1})));
            assertThat(HexFormat.of().formatHex(first)).contains("a0030a0103");
            KerberosClient.Begun begun = client.begin(HOST);
            byte[] second = LogOn.challenge(handshake.step(LogOn.reply(begun.token(), NONE)));
            Keys here = begun.finish(LogOn.innerToken(second));
            byte[] mic = here.signMechTypes(honest ? offered : LogOn.onlyKerberos());

            HandshakeStep last = handshake.step(LogOn.reply(NONE, mic));

            if (honest) {
                Keys keys = LogOn.accepted(last);
                byte[] answer = handshake.completion().orElseThrow();
                here.verifyMechTypes(offered, LogOn.mechListMic(answer));
                assertBothWays(here, keys);
            } else {
                assertRefused(last, false);
            }
        }
    }

    @Test
    void a_client_without_a_ticket_is_still_taken_by_ntlm() throws Exception {
        Handshake handshake = handshake();
        byte[] challenge =
                LogOn.challenge(
                        handshake.step(LogOn.offer(LogOn.onlyNtlm(), logOn.client.negotiate())));
        byte[] answer = logOn.client.authenticate(LogOn.innerToken(challenge), LogOn.secret());

        assertThat(LogOn.accepted(handshake.step(LogOn.reply(answer, NONE))).account())
                .isEqualTo("CORP\\svc");
    }

    @Test
    void a_ticket_for_another_key_and_a_replayed_one_are_refused() {
        assertRefused(handshake().step(client.begin(Realm.MOVED).token()), true);

        byte[] token = client.begin(HOST).token();
        LogOn.accepted(handshake().step(token));
        assertRefused(handshake().step(token), true);
    }

    @ParameterizedTest
    @CsvSource({
        "false,NOTHING,true",
        "false,OWN,true",
        "false,OTHER,false",
        "true,NOTHING,false",
        "true,OWN,true",
        "true,OTHER,false"
    })
    void a_logon_must_be_bound_to_the_channel_it_comes_by(
            boolean required, String sent, boolean taken) throws Exception {
        for (String service : Realm.SERVICES.keySet()) {
            Handshake handshake =
                    logOn.handshakeWith(acceptor(Optional.of(ChannelBindings.of(own)), required));
            byte[] token =
                    client.bound(
                            service,
                            switch (sent) {
                                case "OWN" -> Optional.of(bindings(own));
                                case "OTHER" -> Optional.of(bindings(other));
                                default -> Optional.empty();
                            });

            HandshakeStep step = handshake.step(token);

            if (taken) {
                LogOn.accepted(step);
            } else {
                assertRefused(step, true);
            }
        }
    }

    private static byte[] bindings(X509Certificate certificate) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("tls-server-end-point:".getBytes(StandardCharsets.US_ASCII));
        String hash = certificate.getSigAlgName().startsWith("SHA384") ? "SHA-384" : "SHA-256";
        bytes.writeBytes(MessageDigest.getInstance(hash).digest(certificate.getEncoded()));
        return bytes.toByteArray();
    }

    @Test
    void a_sealed_request_that_was_changed_replayed_or_left_out_is_refused() throws Exception {
        Handshake handshake = handshake();
        KerberosClient.Begun begun = client.begin(HOST);
        Keys keys = LogOn.accepted(handshake.step(begun.token()));
        Keys here = begun.finish(handshake.completion().orElseThrow());
        Keys.Sealed first = here.seal(new byte[20]);
        keys.open(first);
        assertThatThrownBy(() -> keys.open(first)).isInstanceOf(AuthException.class);
        Keys.Sealed changed = here.seal(new byte[20]);
        changed.body()[3] ^= 1;
        assertThatThrownBy(() -> keys.open(changed)).isInstanceOf(AuthException.class);
        Keys.Sealed extra = here.seal(new byte[20]);
        extra.header()[5] = 1;
        assertThatThrownBy(() -> keys.open(extra)).isInstanceOf(AuthException.class);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void damaged_tokens_are_refused_and_never_anything_else(long seed) {
        Random damage = new Random(seed);
        byte[] token = client.begin(HOST).token();
        for (int round = 0; round < 300; round++) {
            byte[] copy = token.clone();
            copy[damage.nextInt(copy.length)] ^= (byte) damage.nextInt(1, 256);
            assertThat(handshake().step(copy)).isInstanceOf(HandshakeStep.class);
        }
    }

    static long[] seeds() {
        return new long[] {1, 2};
    }

    @Test
    void a_keytab_that_is_not_there_is_named() {
        assertThatThrownBy(() ->
                        new KerberosAcceptor(
                                folder.resolve("nowhere.keytab"), Optional.empty(), false))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining("nowhere.keytab");
    }
}
