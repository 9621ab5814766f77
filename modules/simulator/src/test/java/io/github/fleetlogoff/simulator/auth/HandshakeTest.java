package io.github.fleetlogoff.simulator.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.fleetlogoff.ntlm.NtlmSession;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {
    private static final byte[] NONE = {};

    private final LogOn logOn = new LogOn();

    private static void assertBothWays(NtlmSession client, Keys other) throws AuthException {
        Keys one = Keys.of(client);
        for (int i = 0; i < 3; i++) {
            Keys.Sealed up = one.seal(new byte[] {1, 2});
            assertThat(other.open(up)).containsExactly(1, 2);
            Keys.Sealed down = other.seal(new byte[] {3});
            assertThat(one.open(down)).containsExactly(3);
        }
    }

    @Test
    void raw_ntlm_is_logged_on_and_owes_no_further_token() throws Exception {
        Keys there = logOn.plain();

        assertThat(there.account()).isEqualTo("CORP\\svc");
        assertThat(logOn.handshake.completion()).isEmpty();
        assertBothWays(logOn.client.session(), there);
    }

    @Test
    void a_wrong_password_counts_as_a_failed_logon_and_a_bad_token_does_not() throws Exception {
        byte[] challenge = logOn.challenge(logOn.client.negotiate());

        assertThat(
                        logOn.handshake.step(
                                logOn.client.authenticate(challenge, "wrong".toCharArray())))
                .isEqualTo(new HandshakeStep.Refused("the password is wrong", true));
        assertThat(logOn.handshake.step("Kerberos?".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(new HandshakeStep.Refused("not an NTLM token", false));
        assertThat(logOn.handshake.step(NONE))
                .isEqualTo(new HandshakeStep.Refused("not an NTLM token", false));
    }

    @Test
    void an_answer_without_a_challenge_is_no_failed_logon() throws Exception {
        byte[] answer =
                logOn.client.authenticate(
                        logOn.challenge(logOn.client.negotiate()), LogOn.secret());
        logOn.accepted(answer);

        assertThat(logOn.handshake.step(answer))
                .isInstanceOfSatisfying(
                        HandshakeStep.Refused.class,
                        refused -> assertThat(refused.counted()).isFalse());
    }

    @Test
    void a_connection_logs_on_anew_after_a_refusal() throws Exception {
        byte[] challenge = logOn.challenge(logOn.client.negotiate());
        logOn.handshake.step(logOn.client.authenticate(challenge, "wrong".toCharArray()));

        assertThat(logOn.plain().account()).isEqualTo("CORP\\svc");
    }

    @Test
    void ntlm_within_spnego_is_logged_on_and_both_ends_sign_what_was_offered() throws Exception {
        byte[] challenge = logOn.challenge(LogOn.offer(LogOn.onlyNtlm(), logOn.client.negotiate()));
        byte[] answer = logOn.client.authenticate(LogOn.innerToken(challenge), LogOn.secret());
        byte[] mic = logOn.client.session().signMechTypes(LogOn.onlyNtlm());
        Keys there = logOn.accepted(LogOn.reply(answer, mic));

        // accept-incomplete, supportedMech NTLM, the challenge.
        assertThat(HexFormat.of().formatHex(challenge))
                .contains("a0030a0101a10c060a2b06010401823702020aa2");
        byte[] last = logOn.handshake.completion().orElseThrow();
        assertThat(HexFormat.of().formatHex(last)).startsWith("a11b3019a0030a0100a3120410");
        logOn.client.session().verifyMechTypes(LogOn.onlyNtlm(), LogOn.mechListMic(last));
        assertThat(logOn.handshake.completion()).isEmpty();
        assertBothWays(logOn.client.session(), there);
    }

    @Test
    void a_session_works_without_the_last_token() throws Exception {
        byte[] challenge = logOn.challenge(LogOn.offer(LogOn.onlyNtlm(), logOn.client.negotiate()));
        byte[] answer = logOn.client.authenticate(LogOn.innerToken(challenge), LogOn.secret());
        byte[] mic = logOn.client.session().signMechTypes(LogOn.onlyNtlm());

        assertBothWays(logOn.client.session(), logOn.accepted(LogOn.reply(answer, mic)));
    }

    @Test
    void a_client_that_signs_nothing_is_told_that_it_is_logged_on() throws Exception {
        byte[] challenge = logOn.challenge(LogOn.offer(LogOn.onlyNtlm(), logOn.client.negotiate()));
        byte[] answer = logOn.client.authenticate(LogOn.innerToken(challenge), LogOn.secret());
        Keys there = logOn.accepted(LogOn.reply(answer, NONE));

        assertThat(logOn.handshake.completion().orElseThrow())
                .asHexString()
                .isEqualTo("A1073005A0030A0100");
        assertBothWays(logOn.client.session(), there);
    }

    @Test
    void a_client_that_prefers_kerberos_is_led_to_ntlm_and_must_sign() throws Exception {
        byte[] first = logOn.challenge(LogOn.offer(LogOn.kerberosFirst(), new byte[] {0x6e, 0}));
        // request-mic and supportedMech NTLM, no token.
        assertThat(HexFormat.of().formatHex(first))
                .isEqualTo("a1153013a0030a0103a10c060a2b06010401823702020a");
        byte[] challenge = logOn.challenge(LogOn.reply(logOn.client.negotiate(), NONE));
        byte[] answer = logOn.client.authenticate(LogOn.innerToken(challenge), LogOn.secret());
        byte[] mic = logOn.client.session().signMechTypes(LogOn.kerberosFirst());

        Keys there = logOn.accepted(LogOn.reply(answer, mic));

        assertThat(logOn.handshake.completion()).isPresent();
        assertThat(there.account()).isEqualTo("CORP\\svc");
    }

    @Test
    void whoever_takes_kerberos_out_of_the_offer_is_found_out() throws Exception {
        for (boolean signed : new boolean[] {true, false}) {
            logOn.challenge(LogOn.offer(LogOn.kerberosFirst(), NONE));
            byte[] challenge = logOn.challenge(LogOn.reply(logOn.client.negotiate(), NONE));
            byte[] answer = logOn.client.authenticate(LogOn.innerToken(challenge), LogOn.secret());
            byte[] mic = signed ? logOn.client.session().signMechTypes(LogOn.onlyNtlm()) : NONE;

            assertThat(logOn.handshake.step(LogOn.reply(answer, mic)))
                    .isInstanceOfSatisfying(
                            HandshakeStep.Refused.class,
                            refused -> assertThat(refused.counted()).isFalse());
            assertThat(logOn.handshake.completion()).isEmpty();
        }
    }

    @Test
    void a_wrong_password_within_spnego_counts_as_a_failed_logon() throws Exception {
        byte[] challenge = logOn.challenge(LogOn.offer(LogOn.onlyNtlm(), logOn.client.negotiate()));
        byte[] answer =
                logOn.client.authenticate(LogOn.innerToken(challenge), "wrong".toCharArray());

        assertThat(logOn.handshake.step(LogOn.reply(answer, NONE)))
                .isEqualTo(new HandshakeStep.Refused("the password is wrong", true));
        assertThat(logOn.plain().account()).isEqualTo("CORP\\svc");
    }

    @Test
    void a_client_that_offers_no_ntlm_is_refused() {
        assertThat(logOn.handshake.step(LogOn.offer(LogOn.onlyKerberos(), new byte[] {0x6e, 0})))
                .isEqualTo(new HandshakeStep.Refused("the client does not offer NTLM", false));
    }

    @Test
    void a_spnego_answer_without_an_offer_and_a_raw_answer_within_spnego_are_refused()
            throws Exception {
        assertThat(logOn.handshake.step(LogOn.reply(logOn.client.negotiate(), NONE)))
                .isInstanceOf(HandshakeStep.Refused.class);

        byte[] challenge = logOn.challenge(LogOn.offer(LogOn.onlyNtlm(), logOn.client.negotiate()));
        byte[] raw = logOn.client.authenticate(LogOn.innerToken(challenge), LogOn.secret());
        assertThat(logOn.handshake.step(raw)).isInstanceOf(HandshakeStep.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "60",
                "6080",
                "6084ffffffff",
                "60820001",
                "a1",
                "a100",
                "a10030",
                "a1023000",
                "60050603550406",
                "a1063004a2020400",
                "600a06062b0601050502a000",
                "a183010000"
            })
    void what_is_no_spnego_token_is_refused(String token) {
        assertThat(logOn.handshake.step(HexFormat.of().parseHex(token)))
                .isInstanceOf(HandshakeStep.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 0x7f, 0x80, 0xff, 0x100, 0xfff0})
    void der_lengths_are_read_as_they_are_written(int length) throws Exception {
        byte[] content = new byte[length];

        assertThat(Der.one(Der.write(0x04, content), 0x04).content()).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damaged_tokens_are_refused_and_never_anything_else(long seed) throws Exception {
        Random damage = new Random(seed);
        byte[] offer = LogOn.offer(LogOn.kerberosFirst(), logOn.client.negotiate());
        byte[] negotiate = LogOn.reply(logOn.client.negotiate(), NONE);
        byte[] challenge = logOn.challenge(LogOn.offer(LogOn.onlyNtlm(), logOn.client.negotiate()));
        byte[] answer =
                LogOn.reply(
                        logOn.client.authenticate(LogOn.innerToken(challenge), LogOn.secret()),
                        logOn.client.session().signMechTypes(LogOn.onlyNtlm()));
        for (int round = 0; round < 3_000; round++) {
            for (byte[] token : List.of(offer, negotiate, answer)) {
                assertThatCode(() -> logOn.handshake.step(damaged(token, damage)))
                        .doesNotThrowAnyException();
            }
        }
    }

    private static byte[] damaged(byte[] token, Random random) {
        byte[] copy = token.clone();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            // Most lengths stand in the first bytes.
            copy[random.nextInt(random.nextBoolean() ? 40 : copy.length)] =
                    (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(copy, random.nextInt(copy.length + 8)) : copy;
    }
}
