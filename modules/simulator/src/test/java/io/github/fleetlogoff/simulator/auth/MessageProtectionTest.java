package io.github.fleetlogoff.simulator.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fleetlogoff.ntlm.NtlmAccount;
import io.github.fleetlogoff.ntlm.NtlmClient;
import io.github.fleetlogoff.ntlm.NtlmException;
import io.github.fleetlogoff.ntlm.NtlmServer;
import io.github.fleetlogoff.ntlm.NtlmSession;
import io.github.fleetlogoff.ntlm.NtlmTarget;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageProtectionTest {
    private final Random random = new Random(3);
    private final Handshake handshake =
            new Handshake(
                    new NtlmServer(
                            new NtlmTarget("CORP", "PC", "corp.example.com"),
                            account -> Optional.of("secret".toCharArray()),
                            random,
                            () -> Instant.EPOCH));
    private final NtlmClient client =
            new NtlmClient(
                    new NtlmAccount("CORP", "svc"),
                    "HERE",
                    Optional.empty(),
                    random,
                    () -> Instant.EPOCH);
    private NtlmSession server;

    @BeforeEach
    void log_on() throws NtlmException {
        byte[] challenge = ((HandshakeStep.Challenged) handshake.step(client.negotiate())).token();
        byte[] answer = client.authenticate(challenge, "secret".toCharArray());
        server = ((HandshakeStep.Accepted) handshake.step(answer)).session();
    }

    @Test
    void what_one_end_wraps_the_other_unwraps() throws Exception {
        byte[] soap = "<s:Envelope>ü</s:Envelope>".getBytes(StandardCharsets.UTF_8);

        assertThat(MessageProtection.unwrap(MessageProtection.wrap(soap, client.session()), server))
                .isEqualTo(soap);
        assertThat(MessageProtection.unwrap(MessageProtection.wrap(soap, server), client.session()))
                .isEqualTo(soap);
    }

    @Test
    void a_body_that_was_changed_or_has_another_length_is_refused() {
        byte[] body = MessageProtection.wrap(new byte[40], client.session());
        byte[] longer =
                new String(body, StandardCharsets.ISO_8859_1)
                        .replace("Length=40", "Length=41")
                        .getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> MessageProtection.unwrap(longer, server))
                .hasMessageContaining("another length");
        body[body.length - 30] ^= 1;
        assertThatThrownBy(() -> MessageProtection.unwrap(body, server))
                .hasMessageContaining("signature");
    }

    @Test
    void what_is_not_protected_is_refused() {
        for (String body :
                new String[] {"", "<s:Envelope/>", "--Encrypted Boundary\r\n", "x".repeat(5000)}) {
            assertThatThrownBy(() ->
                            MessageProtection.unwrap(body.getBytes(StandardCharsets.UTF_8), server))
                    .isInstanceOf(NtlmException.class);
        }
    }

    @Test
    void a_wrong_password_counts_as_a_failed_logon_and_a_bad_token_does_not() throws Exception {
        byte[] challenge = ((HandshakeStep.Challenged) handshake.step(client.negotiate())).token();

        assertThat(handshake.step(client.authenticate(challenge, "wrong".toCharArray())))
                .isEqualTo(new HandshakeStep.Refused("the password is wrong", true));
        assertThat(handshake.step("Kerberos?".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(new HandshakeStep.Refused("not an NTLM token", false));
    }
}
