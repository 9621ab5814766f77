package io.github.fleetlogoff.ntlm;

import static io.github.fleetlogoff.ntlm.Vectors.base64;
import static io.github.fleetlogoff.ntlm.Vectors.hex;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PublishedVectorsTest {
    private static final int FLAGS =
            NtlmFlags.KEY_128
                    | NtlmFlags.KEY_EXCH
                    | NtlmFlags.SEAL
                    | NtlmFlags.SIGN
                    | NtlmFlags.EXTENDED_SESSIONSECURITY;

    @Test
    void md4_gives_the_digests_of_rfc_1320() {
        assertThat(Md4.digest(new byte[0])).isEqualTo(hex("31d6cfe0d16ae931b73c59d7e0c089c0"));
        assertThat(Md4.digest("message digest".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(hex("d9130a8164549fe818874806e1c7014b"));
        assertThat(
                        Md4.digest(
                                "12345678901234567890123456789012345678901234567890123456789012345678901234567890"
                                        .getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(hex("e33b4ddc9c38f2199c3e7b164fcc0536"));
    }

    @Test
    void keys_are_those_of_the_worked_example() throws Exception {
        JsonNode vector = Vectors.json("ms-nlmp-4.2.json");
        NtlmAccount account =
                new NtlmAccount(vector.path("domain").asText(), vector.path("user").asText());
        byte[] ntowf =
                NtlmKeys.ntowfV2(
                        vector.path("password_of_the_published_example").asText().toCharArray(),
                        account);
        byte[] key = hex(vector.path("random_session_key").asText());

        assertThat(ntowf).isEqualTo(hex(vector.path("ntowfv2").asText()));
        assertThat(NtlmKeys.sessionBaseKey(ntowf, hex(vector.path("nt_proof_str").asText())))
                .isEqualTo(hex(vector.path("session_base_key").asText()));
        assertThat(new Rc4(hex(vector.path("session_base_key").asText())).apply(key))
                .isEqualTo(hex(vector.path("encrypted_random_session_key").asText()));
        assertThat(NtlmKeys.signKey(key, true))
                .isEqualTo(hex(vector.path("client_sign_key").asText()));
        assertThat(NtlmKeys.signKey(key, false))
                .isEqualTo(hex(vector.path("server_sign_key").asText()));
        assertThat(NtlmKeys.sealKey(key, true, FLAGS))
                .isEqualTo(hex(vector.path("client_seal_key").asText()));
        assertThat(NtlmKeys.sealKey(key, false, FLAGS))
                .isEqualTo(hex(vector.path("server_seal_key").asText()));
    }

    @Test
    void a_message_is_sealed_and_signed_as_in_the_worked_example() throws Exception {
        JsonNode vector = Vectors.json("ms-nlmp-4.2.json");
        byte[] key = hex(vector.path("random_session_key").asText());
        NtlmSession client = new NtlmSession(new NtlmAccount("Domain", "User"), key, FLAGS, true);
        NtlmSession plainSignature =
                new NtlmSession(
                        new NtlmAccount("Domain", "User"), key, FLAGS & ~NtlmFlags.KEY_EXCH, true);
        byte[] plain = hex(vector.path("plaintext_utf16le").asText());

        NtlmSession.Sealed sealed = client.seal(plain);

        assertThat(sealed.sealed()).isEqualTo(hex(vector.path("sealed").asText()));
        assertThat(sealed.signature()).isEqualTo(hex(vector.path("signature_key_exch").asText()));
        assertThat(plainSignature.seal(plain).signature())
                .isEqualTo(hex(vector.path("signature_no_key_exch").asText()));
    }

    @Test
    void a_handshake_of_microsofts_client_is_read_and_its_mic_computed() throws Exception {
        JsonNode vector = Vectors.json("real-session-ms-client-2025.json");
        byte[] authenticate = base64(vector.path("authenticate_b64").asText());

        Authenticate message = Authenticate.read(authenticate);

        assertThat(message.proof()).isEqualTo(hex(vector.path("nt_proof_str").asText()));
        assertThat(message.clientBlob())
                .isEqualTo(hex(vector.path("client_challenge_blob_hex").asText()));
        assertThat(message.encryptedSessionKey())
                .isEqualTo(hex(vector.path("encrypted_random_session_key").asText()));
        assertThat(message.workstation()).isEqualTo(vector.path("workstation").asText());
        assertThat(message.targetInfo().flags()).isEqualTo(TargetInfo.FLAG_MIC);
        assertThat(Authenticate.mic(authenticate)).isEqualTo(hex(vector.path("mic").asText()));
        assertThat(
                        Authenticate.computeMic(
                                hex(vector.path("random_session_key").asText()),
                                base64(vector.path("negotiate_b64").asText()),
                                base64(vector.path("challenge_b64").asText()),
                                authenticate))
                .isEqualTo(hex(vector.path("mic").asText()));
    }

    @Test
    void the_challenge_of_a_real_server_is_read() throws Exception {
        Challenge challenge =
                Challenge.read(
                        base64(
                                Files.readString(
                                        Vectors.FOLDER.resolve(
                                                "real-challenge-dc-joined-server-2025.b64"))));

        assertThat(challenge.serverChallenge()).hasSize(8);
        assertThat(challenge.targetInfo().computerName()).isPresent();
        assertThat(Challenge.read(challenge.bytes()).targetInfo().bytes())
                .isEqualTo(challenge.targetInfo().bytes());
    }

    @Test
    void channel_bindings_are_found_where_apaches_client_puts_them() throws Exception {
        JsonNode vector = Vectors.json("httpclient-type3-with-cert.json");
        byte[] bindings = hex(vector.path("gss_channel_bindings_hex").asText());
        byte[] expected = hex(vector.path("msv_av_channel_bindings_md5").asText());

        TargetInfo info =
                Authenticate.read(hex(vector.path("expected_type3_hex").asText())).targetInfo();

        assertThat(Digests.md5(bindings)).isEqualTo(expected);
        assertThat(Vectors.bindings().digest()).isEqualTo(expected);
        assertThat(info.channelBindings())
                .hasValueSatisfying(value -> assertThat(Arrays.equals(value, expected)).isTrue());
    }
}
