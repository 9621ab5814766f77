package io.github.fleetlogoff.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    @Test
    void a_tampered_replayed_or_reordered_message_is_refused() throws Exception {
        byte[] challenge = server.challenge(client.negotiate());
        NtlmSession there =
                server.authenticate(client.authenticate(challenge, "pässword".toCharArray()));
        NtlmSession.Sealed first = client.session().seal(new byte[] {1, 2, 3});
        assertThat(there.unseal(first.signature(), first.sealed())).containsExactly(1, 2, 3);

        assertThatThrownBy(() -> there.unseal(first.signature(), first.sealed()))
                .isInstanceOf(NtlmException.class);
    }

    @Test
    void a_server_that_gives_up_sealing_is_refused() throws Exception {
        byte[] challenge = server.challenge(client.negotiate());
        challenge[20] &= (byte) ~NtlmFlags.SEAL;

        assertThatThrownBy(() -> client.authenticate(challenge, "pässword".toCharArray()))
                .isInstanceOf(NtlmException.class)
                .hasMessageContaining("weaker");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damaged_messages_are_refused_and_never_anything_else(long seed) throws Exception {
        Random damage = new Random(seed);
        byte[] negotiate = client.negotiate();
        byte[] challenge = server.challenge(negotiate);
        byte[] answer = client.authenticate(challenge, "pässword".toCharArray());
        for (int round = 0; round < 3_000; round++) {
            tryAll(damaged(negotiate, damage), damaged(challenge, damage), damaged(answer, damage));
        }
    }

    private void tryAll(byte[] negotiate, byte[] challenge, byte[] answer) {
        int refused = 0;
        try {
            server.challenge(negotiate);
        } catch (NtlmException e) {
            refused++;
        }
        try {
            client.authenticate(challenge, "x".toCharArray());
        } catch (NtlmException e) {
            refused++;
        }
        try {
            server.authenticate(answer);
        } catch (NtlmException e) {
            refused++;
        }
        assertThat(refused).isGreaterThanOrEqualTo(1);
    }

    private static byte[] damaged(byte[] message, Random random) {
        byte[] copy = Arrays.copyOf(message, random.nextInt(message.length + 1));
        for (int i = random.nextInt(4); i > 0 && copy.length > 0; i--) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        }
        return copy;
    }
}
