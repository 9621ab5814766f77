package io.github.fleetlogoff.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {
    private static final NtlmTarget TARGET = new NtlmTarget("CORP", "PC-17", "corp.example.com");
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

    private final Random random = new Random(1);
    private final NtlmServer server =
            new NtlmServer(
                    TARGET,
                    account ->
                            account.user().equalsIgnoreCase("svc")
                                    ? Optional.of("pässword".toCharArray())
                                    : Optional.empty(),
                    random,
                    () -> NOW);
    private final NtlmClient client = client("svc");

    private NtlmClient client(String user) {
        return new NtlmClient(
                new NtlmAccount("CORP", user), "HERE", Optional.empty(), random, () -> NOW);
    }

    @Test
    void both_ends_read_each_other_in_order() throws Exception {
        byte[] challenge = server.challenge(client.negotiate());
        NtlmSession there =
                server.authenticate(client.authenticate(challenge, "pässword".toCharArray()));
        NtlmSession here = client.session();

        assertThat(there.account()).isEqualTo(new NtlmAccount("CORP", "svc"));
        for (int length : new int[] {0, 1, 16, 5_000}) {
            byte[] plain = new byte[length];
            random.nextBytes(plain);
            NtlmSession.Sealed up = here.seal(plain);
            assertThat(there.unseal(up.signature(), up.sealed())).isEqualTo(plain);
            NtlmSession.Sealed down = there.seal(plain);
            assertThat(here.unseal(down.signature(), down.sealed())).isEqualTo(plain);
        }
    }

    @Test
    void the_challenge_names_the_computer() throws Exception {
        Challenge challenge = Challenge.read(server.challenge(client.negotiate()));

        assertThat(challenge.targetInfo().computerName()).contains("PC-17");
        assertThat(challenge.targetName()).isEqualTo("CORP");
    }

    @Test
    void a_wrong_password_and_an_unknown_account_are_refused() throws Exception {
        byte[] wrong =
                client.authenticate(server.challenge(client.negotiate()), "password".toCharArray());
        assertThatThrownBy(() -> server.authenticate(wrong))
                .isInstanceOf(NtlmException.class)
                .hasMessage("the password is wrong");

        NtlmClient stranger = client("root");
        byte[] unknown =
                stranger.authenticate(
                        server.challenge(stranger.negotiate()), "pässword".toCharArray());
        assertThatThrownBy(() -> server.authenticate(unknown))
                .hasMessage("there is no such account");
    }

    @Test
    void an_answer_cannot_be_used_twice() throws Exception {
        byte[] answer =
                client.authenticate(server.challenge(client.negotiate()), "pässword".toCharArray());
        server.authenticate(answer);

        assertThatThrownBy(() -> server.authenticate(answer)).isInstanceOf(NtlmException.class);
    }

    @Test
    void a_tampered_handshake_is_refused() throws Exception {
        byte[] answer =
                client.authenticate(server.challenge(client.negotiate()), "pässword".toCharArray());
        answer[60] ^= 0x20;

        assertThatThrownBy(() -> server.authenticate(answer)).hasMessageContaining("integrity");
    }

    private NtlmSession logOn() throws NtlmException {
        return server.authenticate(
                client.authenticate(
                        server.challenge(client.negotiate()), "pässword".toCharArray()));
    }

    @Test
    void a_challenge_serves_one_answer_also_a_wrong_one() throws Exception {
        byte[] challenge = server.challenge(client.negotiate());
        byte[] wrong = client.authenticate(challenge, "password".toCharArray());
        byte[] right = client.authenticate(challenge, "pässword".toCharArray());
        assertThatThrownBy(() -> server.authenticate(wrong)).hasMessage("the password is wrong");

        assertThatThrownBy(() -> server.authenticate(right))
                .hasMessage("an AUTHENTICATE message without a challenge");
    }

    @ParameterizedTest
    @CsvSource({"svc,true", "SVC,true", "svç,false"})
    void the_user_is_compared_without_regard_to_case(String user, boolean known) throws Exception {
        NtlmClient client = client(user);
        byte[] challenge = server.challenge(client.negotiate());
        byte[] answer = client.authenticate(challenge, "pässword".toCharArray());

        if (known) {
            assertThat(server.authenticate(answer).account().user()).isEqualTo(user);
        } else {
            assertThatThrownBy(() -> server.authenticate(answer))
                    .hasMessage("there is no such account");
        }
    }

    @Test
    void names_are_raised_character_by_character_as_windows_does_it() {
        assertThat(key("straße")).isEqualTo(key("STRAßE")).isNotEqualTo(key("STRASSE"));
        assertThat(key("müller")).isEqualTo(key("MÜLLER"));
        assertThat(key("kılıç")).isNotEqualTo(key("KILIÇ"));
    }

    private static byte[] key(String user) {
        return NtlmKeys.ntowfV2("secret".toCharArray(), new NtlmAccount("CORP", user));
    }

    @Test
    void ntlm_version_1_is_refused() throws Exception {
        server.challenge(client.negotiate());
        byte[] answer =
                new Authenticate(
                                NtlmFlags.UNICODE | NtlmFlags.EXTENDED_SESSIONSECURITY,
                                new NtlmAccount("CORP", "svc"),
                                "",
                                new byte[16],
                                new byte[8],
                                new byte[0])
                        .bytes();

        assertThatThrownBy(() -> server.authenticate(answer)).hasMessageContaining("NTLMv1");
    }

    @Test
    void a_client_that_gives_up_extended_session_security_is_refused() throws Exception {
        byte[] answer =
                client.authenticate(server.challenge(client.negotiate()), "pässword".toCharArray());
        answer[62] &= ~0x08;

        assertThatThrownBy(() -> server.authenticate(answer))
                .isInstanceOfSatisfying(
                        NtlmException.class,
                        e -> assertThat(e.kind()).isEqualTo(NtlmException.Kind.WEAK));
    }

    @Test
    void a_replayed_message_is_refused() throws Exception {
        NtlmSession there = logOn();
        NtlmSession.Sealed first = client.session().seal(new byte[] {1, 2, 3});
        assertThat(there.unseal(first.signature(), first.sealed())).containsExactly(1, 2, 3);

        assertRefused(there, first);
    }

    @Test
    void a_message_out_of_order_is_refused() throws Exception {
        NtlmSession there = logOn();
        client.session().seal(new byte[] {1, 2, 3});

        assertRefused(there, client.session().seal(new byte[] {4, 5, 6}));
    }

    @Test
    void nothing_more_is_opened_after_a_tampered_message() throws Exception {
        NtlmSession there = logOn();
        NtlmSession.Sealed tampered = client.session().seal(new byte[] {1, 2, 3});
        tampered.sealed()[1] ^= 1;
        NtlmSession.Sealed whole = client.session().seal(new byte[] {4, 5, 6});

        assertRefused(there, tampered);
        assertRefused(there, whole);
    }

    @Test
    void a_message_that_goes_back_to_its_sender_is_refused() throws Exception {
        logOn();

        assertRefused(client.session(), client.session().seal(new byte[] {1, 2, 3}));
    }

    @Test
    void a_signature_of_another_length_is_refused() throws Exception {
        NtlmSession there = logOn();
        NtlmSession.Sealed message = client.session().seal(new byte[] {1});

        assertRefused(
                there,
                new NtlmSession.Sealed(Arrays.copyOf(message.signature(), 12), message.sealed()));
    }

    private static void assertRefused(NtlmSession session, NtlmSession.Sealed message) {
        assertThatThrownBy(() -> session.unseal(message.signature(), message.sealed()))
                .isInstanceOfSatisfying(
                        NtlmException.class,
                        e -> assertThat(e.kind()).isEqualTo(NtlmException.Kind.TAMPERED));
    }

    @Test
    void signed_mechanisms_take_a_number_but_nothing_of_the_key_stream() throws Exception {
        NtlmSession there = logOn();
        NtlmSession here = client.session();
        byte[] list = {0x30, 2, 1, 1};

        there.verifyMechTypes(list, here.signMechTypes(list));
        here.verifyMechTypes(list, there.signMechTypes(list));
        NtlmSession.Sealed first = here.seal(new byte[] {1, 2, 3});
        NtlmSession.Sealed answer = there.seal(new byte[] {4, 5});

        assertThat(first.signature()).endsWith(1, 0, 0, 0);
        assertThat(there.unseal(first.signature(), first.sealed())).containsExactly(1, 2, 3);
        assertThat(here.unseal(answer.signature(), answer.sealed())).containsExactly(4, 5);
    }

    @Test
    void another_list_of_mechanisms_is_refused() throws Exception {
        NtlmSession there = logOn();
        byte[] signature = client.session().signMechTypes(new byte[] {0x30, 2, 1, 1});

        assertThatThrownBy(() -> there.verifyMechTypes(new byte[] {0x30, 2, 1, 2}, signature))
                .isInstanceOf(NtlmException.class);
        assertRefused(there, client.session().seal(new byte[] {1}));
    }

    @Test
    void a_server_that_gives_up_sealing_is_refused() throws Exception {
        byte[] challenge = server.challenge(client.negotiate());
        challenge[20] &= (byte) ~NtlmFlags.SEAL;

        assertThatThrownBy(() -> client.authenticate(challenge, "pässword".toCharArray()))
                .isInstanceOf(NtlmException.class)
                .hasMessageContaining("weaker");
    }

    @Test
    void a_server_whose_names_fill_a_message_is_refused() throws Exception {
        // The longest that a message may bring; the answer has to repeat it and more.
        TargetInfo longest = TargetInfo.empty().with(TargetInfo.DNS_DOMAIN, new byte[65_472]);
        client.negotiate();
        byte[] challenge =
                new Challenge(
                                Challenge.read(server.challenge(client.negotiate())).flags(),
                                new byte[8],
                                "",
                                longest)
                        .bytes();

        assertThatThrownBy(() -> client.authenticate(challenge, "pässword".toCharArray()))
                .isInstanceOf(NtlmException.class)
                .hasMessageContaining("does not fit");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damaged_messages_are_refused_and_never_anything_else(long seed) throws Exception {
        Random damage = new Random(seed);
        byte[] negotiate = client.negotiate();
        byte[] challenge = server.challenge(negotiate);
        byte[] answer = client.authenticate(challenge, "pässword".toCharArray());
        int answersRefused = 0;
        for (int round = 0; round < 5_000; round++) {
            refused(damaged(negotiate, damage), server::challenge);
            refused(
                    damaged(challenge, damage),
                    bytes -> client.authenticate(bytes, "x".toCharArray()));
            refused(damaged(answer, damage), bytes -> Authenticate.read(bytes).targetInfo());
            byte[] damaged = damaged(answer, damage);
            answersRefused +=
                    Arrays.equals(answer, damaged)
                            ? 1
                            : refused(
                                    damaged,
                                    bytes -> server.authenticate(negotiate, challenge, bytes));
        }
        // Its integrity code covers all of an answer.
        assertThat(answersRefused).isEqualTo(5_000);
    }

    private interface Reader {
        Object read(byte[] bytes) throws NtlmException;
    }

    private static int refused(byte[] message, Reader reader) {
        try {
            reader.read(message);
            return 0;
        } catch (NtlmException e) {
            assertThat(e).hasMessageNotContaining("pässword");
            return 1;
        }
    }

    private static byte[] damaged(byte[] message, Random random) {
        byte[] copy = message.clone();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            // Lengths, offsets and flags stand in the first 72 bytes.
            int at = random.nextInt(random.nextBoolean() ? copy.length : Math.min(72, copy.length));
            copy[at] ^= (byte) random.nextInt(1, 256);
        }
        return random.nextInt(4) == 0
                ? Arrays.copyOf(copy, random.nextInt(copy.length + 64))
                : copy;
    }
}
