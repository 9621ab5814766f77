package io.github.fleetlogoff.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelBindingsTest {
    private final Random random = new Random(5);

    private NtlmServer server(Optional<ChannelBindings> bindings, boolean required) {
        return new NtlmServer(
                new NtlmTarget("CORP", "PC-17", "corp.example"),
                _ -> Optional.of("secret".toCharArray()),
                random,
                () -> Instant.EPOCH,
                bindings,
                required);
    }

    private void logOn(Optional<ChannelBindings> seen, Optional<ChannelBindings> own)
            throws NtlmException {
        logOn(seen, server(own, false));
    }

    private void logOn(Optional<ChannelBindings> seen, NtlmServer server) throws NtlmException {
        NtlmClient client =
                new NtlmClient(
                        new NtlmAccount("CORP", "svc"), "HERE", seen, random, () -> Instant.EPOCH);
        byte[] challenge = server.challenge(client.negotiate());
        server.authenticate(client.authenticate(challenge, "secret".toCharArray()));
    }

    // RFC 5929, 4.1.
    @ParameterizedTest
    @CsvSource({
        "MD5withRSA,SHA-256",
        "SHA1withRSA,SHA-256",
        "SHA256withRSA,SHA-256",
        "SHA384withECDSA,SHA-384",
        "SHA512withRSA,SHA-512",
        "SHA224withDSA,SHA-224",
        "RSASSA-PSS,SHA-256",
        "Ed25519,SHA-256"
    })
    void a_certificate_is_hashed_as_its_signature_is_but_not_weakly(String signature, String hash) {
        assertThat(ChannelBindings.hashName(signature)).isEqualTo(hash);
    }

    @Test
    void a_client_on_the_same_connection_is_taken() throws Exception {
        Optional<ChannelBindings> bindings = Optional.of(Vectors.bindings());

        assertThatCode(() -> logOn(bindings, bindings)).doesNotThrowAnyException();
    }

    @Test
    void a_client_that_is_relayed_from_another_connection_is_refused() throws Exception {
        Optional<ChannelBindings> seen = Optional.of(Vectors.otherBindings());
        Optional<ChannelBindings> own = Optional.of(Vectors.bindings());

        assertThatThrownBy(() -> logOn(seen, own))
                .isInstanceOfSatisfying(
                        NtlmException.class,
                        e -> assertThat(e.kind()).isEqualTo(NtlmException.Kind.REFUSED));
    }

    @Test
    void a_client_without_bindings_or_a_server_without_tls_does_not_mind() throws Exception {
        Optional<ChannelBindings> bindings = Optional.of(Vectors.bindings());

        assertThatCode(() -> logOn(Optional.empty(), bindings)).doesNotThrowAnyException();
        assertThatCode(() -> logOn(bindings, Optional.empty())).doesNotThrowAnyException();
    }

    @Test
    void a_server_that_requires_bindings_takes_a_client_with_the_right_ones_only()
            throws Exception {
        Optional<ChannelBindings> bindings = Optional.of(Vectors.bindings());

        assertThatCode(() -> logOn(bindings, server(bindings, true))).doesNotThrowAnyException();
        assertThatCode(() -> logOn(Optional.empty(), server(Optional.empty(), true)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> logOn(Optional.empty(), server(bindings, true)))
                .isInstanceOf(NtlmException.class)
                .hasMessage("the client does not bind its logon to the TLS connection");
        assertThatThrownBy(
                        () -> logOn(Optional.of(Vectors.otherBindings()), server(bindings, true)))
                .isInstanceOf(NtlmException.class);
    }

    /// A relay could otherwise have the client sign for a channel and a service of its choice.
    @Test
    void without_tls_no_bindings_of_the_servers_are_signed_and_the_service_is_the_clients()
            throws Exception {
        NtlmServer server = server(Optional.of(Vectors.bindings()), false);
        NtlmClient client =
                new NtlmClient(
                        new NtlmAccount("CORP", "svc"),
                        "HERE",
                        Optional.empty(),
                        Optional.of("HTTP/ws1.example.com"),
                        random,
                        () -> Instant.EPOCH);
        Challenge asked = Challenge.read(server.challenge(client.negotiate()));
        byte[] planted =
                new Challenge(
                                asked.flags(),
                                asked.serverChallenge(),
                                asked.targetName(),
                                asked.targetInfo()
                                        .with(
                                                TargetInfo.CHANNEL_BINDINGS,
                                                Vectors.bindings().digest())
                                        .with(TargetInfo.TARGET_NAME, "HTTP/elsewhere"))
                        .bytes();

        TargetInfo sent = sentInfo(client.authenticate(planted, "secret".toCharArray()));

        assertThat(sent.channelBindings()).contains(new byte[16]);
        assertThat(sent.value(TargetInfo.TARGET_NAME))
                .contains("HTTP/ws1.example.com".getBytes(StandardCharsets.UTF_16LE));
        assertThat(sent.computerName()).isEqualTo(asked.targetInfo().computerName());
    }

    private static TargetInfo sentInfo(byte[] authenticate) throws NtlmException {
        byte[] blob = Authenticate.read(authenticate).clientBlob();
        return TargetInfo.read(Arrays.copyOfRange(blob, Authenticate.BLOB_HEADER, blob.length));
    }

    @Test
    void zeros_are_no_bindings() throws Exception {
        NtlmServer server = server(Optional.of(Vectors.bindings()), false);
        NtlmAccount account = new NtlmAccount("CORP", "svc");
        NtlmClient client =
                new NtlmClient(account, "HERE", Optional.empty(), random, () -> Instant.EPOCH);
        Challenge challenge = Challenge.read(server.challenge(client.negotiate()));
        byte[] pairs = TargetInfo.empty().with(TargetInfo.CHANNEL_BINDINGS, new byte[16]).bytes();
        byte[] blob = Arrays.copyOf(new byte[] {1, 1}, Authenticate.BLOB_HEADER + pairs.length);
        System.arraycopy(pairs, 0, blob, Authenticate.BLOB_HEADER, pairs.length);
        byte[] key = NtlmKeys.ntowfV2("secret".toCharArray(), account);
        byte[] proof = NtlmKeys.proof(key, challenge.serverChallenge(), blob);
        byte[] message =
                new Authenticate(
                                challenge.flags() & ~NtlmFlags.KEY_EXCH,
                                account,
                                "",
                                proof,
                                blob,
                                new byte[0])
                        .bytes();

        assertThat(server.authenticate(message).account()).isEqualTo(account);
    }
}
