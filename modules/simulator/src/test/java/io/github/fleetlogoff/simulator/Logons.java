package io.github.fleetlogoff.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.ntlm.ChannelBindings;
import io.github.fleetlogoff.ntlm.NtlmAccount;
import io.github.fleetlogoff.ntlm.NtlmClient;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.SplittableRandom;

/// Logs on to simulated hosts by NTLM, token by token.
final class Logons {
    private static final byte[] NOTHING = {};
    private static final String SCHEME = "Negotiate ";

    private Logons() {}

    static NtlmClient client(String domain, String user) {
        return client(new NtlmAccount(domain, user), Optional.empty());
    }

    static NtlmClient client(NtlmAccount account, Optional<ChannelBindings> bindings) {
        return new NtlmClient(
                account, "TEST", bindings, new SplittableRandom(), InstantSource.system());
    }

    /// Both tokens, without SPNEGO.
    static RawConnection.Answer logOn(RawConnection connection, NtlmClient client, String password)
            throws Exception {
        byte[] challenge = challenge(connection, client.negotiate());
        return connection.post(
                header(client.authenticate(challenge, password.toCharArray())), NOTHING);
    }

    /// The token that the first one is answered with.
    static byte[] challenge(RawConnection connection, byte[] token) throws Exception {
        RawConnection.Answer answer = connection.post(header(token), NOTHING);
        assertThat(answer.status()).isEqualTo(401);
        return token(answer).orElseThrow();
    }

    /// The token in an answer.
    static Optional<byte[]> token(RawConnection.Answer answer) {
        return answer.header("WWW-Authenticate").stream()
                .filter(value -> value.startsWith(SCHEME))
                .map(value -> Base64.getDecoder().decode(value.substring(SCHEME.length())))
                .findFirst();
    }

    static String header(byte[] token) {
        return "Authorization: " + SCHEME + Base64.getEncoder().encodeToString(token) + "\r\n";
    }
}
