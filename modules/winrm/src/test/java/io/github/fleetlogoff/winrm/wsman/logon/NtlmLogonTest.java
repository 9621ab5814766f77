package io.github.fleetlogoff.winrm.wsman.logon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Secret;
import io.github.fleetlogoff.ntlm.NtlmServer;
import io.github.fleetlogoff.ntlm.NtlmSession;
import io.github.fleetlogoff.ntlm.NtlmTarget;
import io.github.fleetlogoff.winrm.Mutations;
import io.github.fleetlogoff.winrm.wsman.logon.LogonException.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NtlmLogonTest {
    private static final Credential CREDENTIAL =
            new Credential("ops", "CORP\\svc", Secret.of("secret".toCharArray()));
    private static final Connection HOST = new Connection("h", 5985, null, AuthScheme.NTLM, "ops");

    private final Random random = new Random(1);
    private final NtlmServer server =
            new NtlmServer(
                    new NtlmTarget("CORP", "H", "corp.example"),
                    _ -> Optional.of("secret".toCharArray()),
                    random,
                    InstantSource.system());

    private Logon logon() {
        return new NtlmLogons(random, InstantSource.system())
                .logon(HOST, CREDENTIAL, Optional.empty());
    }

    private static byte[] token(Logon logon) throws LogonException {
        String value = logon.authorization().orElseThrow();
        assertThat(value).startsWith("Negotiate ");
        return Base64.getDecoder().decode(value.substring("Negotiate ".length()));
    }

    private static List<String> challenge(byte[] token) {
        return List.of(
                "Basic realm=\"x\"", "Negotiate " + Base64.getEncoder().encodeToString(token));
    }

    private static Kind refusal(Logon logon, List<String> challenges) {
        LogonException refused =
                catchThrowableOfType(LogonException.class, () -> logon.refused(challenges));
        return refused.kind();
    }

    @Test
    void begins_with_its_first_token_and_seals_from_the_second_on() throws Exception {
        Logon logon = logon();
        byte[] first = token(logon);
        assertThat(logon.carriesMessage()).isFalse();
        assertThat(logon.sealing()).isEmpty();
        assertThat(logon.refused(challenge(server.challenge(first)))).isTrue();
        NtlmSession session = server.authenticate(token(logon));
        assertThat(logon.carriesMessage()).isTrue();
        Sealing sealing = logon.sealing().orElseThrow();
        Sealing.Sealed sealed = sealing.seal("hello".getBytes(UTF_8));
        assertThat(session.unseal(sealed.header(), sealed.body()))
                .isEqualTo("hello".getBytes(UTF_8));
        logon.accepted(List.of());
        assertThat(logon.authorization()).isEmpty();
    }

    @Test
    void counts_a_refusal_only_after_the_second_token() throws Exception {
        Logon early = logon();
        token(early);
        assertThat(refusal(early, List.of("Basic realm=\"x\""))).isEqualTo(Kind.NOT_OFFERED);
        Logon unwilling = logon();
        token(unwilling);
        assertThat(refusal(unwilling, List.of("Negotiate"))).isEqualTo(Kind.UNTRUSTED);
        Logon refused = logon();
        refused.refused(challenge(server.challenge(token(refused))));
        token(refused);
        assertThat(refusal(refused, List.of("Negotiate"))).isEqualTo(Kind.REFUSED);
        Logon late = logon();
        late.refused(challenge(server.challenge(token(late))));
        token(late);
        late.accepted(List.of());
        assertThat(refusal(late, List.of("Negotiate"))).isEqualTo(Kind.UNTRUSTED);
    }

    @Test
    void takes_no_session_that_is_not_sealed() throws Exception {
        Logon logon = logon();
        byte[] weaker = server.challenge(token(logon));
        ByteBuffer flags = ByteBuffer.wrap(weaker).order(ByteOrder.LITTLE_ENDIAN);
        flags.putInt(20, flags.getInt(20) & ~0x20);
        logon.refused(challenge(weaker));
        LogonException refused = catchThrowableOfType(LogonException.class, logon::authorization);
        assertThat(refused.kind()).isEqualTo(Kind.UNTRUSTED);
    }

    @Test
    void takes_no_server_that_lets_anyone_in() throws Exception {
        Logon logon = logon();
        token(logon);
        LogonException refused =
                catchThrowableOfType(LogonException.class, () -> logon.accepted(List.of()));
        assertThat(refused.kind()).isEqualTo(Kind.UNTRUSTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Negotiate ***", "Negotiate YQ==", "Negotiate TlRMTVNTUAACAAAA"})
    void takes_no_challenge_that_is_none(String header) throws Exception {
        Logon logon = logon();
        token(logon);
        LogonException refused =
                catchThrowableOfType(
                        LogonException.class,
                        () -> {
                            logon.refused(List.of(header));
                            logon.authorization();
                        });
        assertThat(refused.kind()).isEqualTo(Kind.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void comes_to_an_end_whatever_arrives(long seed) throws Exception {
        byte[] good = server.challenge(token(logon()));
        Mutations.of(good, seed, 500)
                .forEach(bytes -> {
                    Logon logon = logon();
                    try {
                        token(logon);
                        logon.refused(challenge(bytes));
                        assertThat(logon.authorization()).isPresent();
                    } catch (LogonException refused) {
                        assertThat(refused.kind()).isIn(Kind.MALFORMED, Kind.UNTRUSTED);
                    }
                });
    }
}
