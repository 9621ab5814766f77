package io.github.fleetlogoff.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.http.Header;
import org.apache.http.auth.NTCredentials;
import org.apache.http.impl.auth.NTLMScheme;
import org.apache.http.message.BasicHeader;
import org.apache.http.message.BasicHttpRequest;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Clients that others wrote, on our server.
class ForeignClientsTest {
    private static final String PASSWORD = "Pässw0rd!";

    private static NtlmServer server(Optional<ChannelBindings> bindings) {
        return new NtlmServer(
                new NtlmTarget("CORP", "PC-17", "corp.example"),
                account ->
                        List.of("svc-logoff", "svc-logoff@corp.example").contains(account.user())
                                ? Optional.of(PASSWORD.toCharArray())
                                : Optional.empty(),
                new Random(7),
                () -> Instant.EPOCH,
                bindings);
    }

    private static NtlmSession logOn(NtlmServer server, JsonNode recorded) throws NtlmException {
        return server.authenticate(
                Vectors.base64(recorded.path("negotiate").asText()),
                Vectors.base64(recorded.path("challenge").asText()),
                Vectors.base64(recorded.path("authenticate").asText()));
    }

    private static JsonNode sessions() throws IOException {
        return Vectors.json("pyspnego-sessions.json").path("sessions");
    }

    private static JsonNode session(String name) throws IOException {
        for (JsonNode recorded : sessions()) {
            if (recorded.path("name").asText().equals(name)) {
                return recorded;
            }
        }
        throw new AssertionError("not recorded: " + name);
    }

    @TestFactory
    Stream<DynamicTest> pyspnego_is_logged_on_and_its_messages_are_opened() throws IOException {
        return StreamSupport.stream(sessions().spliterator(), false)
                .map(recorded ->
                        DynamicTest.dynamicTest(
                                recorded.path("name").asText(), () -> opensEveryMessage(recorded)));
    }

    private static void opensEveryMessage(JsonNode recorded) throws NtlmException {
        NtlmSession session = logOn(server(Optional.empty()), recorded);

        NtlmAccount account = session.account();
        String user =
                account.domain().isEmpty()
                        ? account.user()
                        : account.domain() + "\\" + account.user();
        assertThat(user).isEqualTo(recorded.path("user").asText());
        assertThat(recorded.path("messages")).hasSize(3);
        for (JsonNode message : recorded.path("messages")) {
            assertThat(
                            session.unseal(
                                    Vectors.base64(message.path("signature").asText()),
                                    Vectors.base64(message.path("sealed").asText())))
                    .isEqualTo(Vectors.base64(message.path("plain").asText()));
        }
    }

    @Test
    void pyspnegos_integrity_code_covers_the_whole_handshake() throws Exception {
        JsonNode recorded = session("as it comes: MIC and key exchange");
        byte[] negotiate = Vectors.base64(recorded.path("negotiate").asText());
        byte[] challenge = Vectors.base64(recorded.path("challenge").asText());
        byte[] authenticate = Vectors.base64(recorded.path("authenticate").asText());
        NtlmServer server = server(Optional.empty());
        byte[] otherNegotiate = negotiate.clone();
        otherNegotiate[15] ^= 0x40;
        byte[] otherChallenge = challenge.clone();
        otherChallenge[23] ^= 0x40;

        assertThatThrownBy(() -> server.authenticate(otherNegotiate, challenge, authenticate))
                .hasMessageContaining("integrity");
        assertThatThrownBy(() -> server.authenticate(negotiate, otherChallenge, authenticate))
                .hasMessageContaining("integrity");
    }

    @Test
    void pyspnegos_channel_bindings_are_those_of_the_certificate() throws Exception {
        JsonNode recorded = session("bound to the certificate");

        assertThat(logOn(server(Optional.of(Vectors.bindings())), recorded).account().user())
                .isEqualTo("svc-logoff");
        assertThatThrownBy(() -> logOn(server(Optional.of(Vectors.otherBindings())), recorded))
                .isInstanceOfSatisfying(
                        NtlmException.class,
                        e -> assertThat(e.kind()).isEqualTo(NtlmException.Kind.REFUSED));
    }

    @Test
    void apaches_client_is_logged_on() throws Exception {
        assertThat(apache(PASSWORD, server(Optional.empty())).account())
                .isEqualTo(new NtlmAccount("CORP", "svc-logoff"));
    }

    @Test
    void apaches_client_is_refused_with_another_password() {
        assertThatThrownBy(() -> apache("Passw0rd!", server(Optional.empty())))
                .hasMessage("the password is wrong");
    }

    private static NtlmSession apache(String password, NtlmServer server) throws Exception {
        NTLMScheme scheme = new NTLMScheme();
        NTCredentials credentials = new NTCredentials("svc-logoff", password, "TEST", "corp");
        scheme.processChallenge(new BasicHeader("WWW-Authenticate", "NTLM"));
        byte[] challenge = server.challenge(token(scheme, credentials));
        scheme.processChallenge(
                new BasicHeader(
                        "WWW-Authenticate",
                        "NTLM " + Base64.getEncoder().encodeToString(challenge)));
        return server.authenticate(token(scheme, credentials));
    }

    private static byte[] token(NTLMScheme scheme, NTCredentials credentials) throws Exception {
        Header header = scheme.authenticate(credentials, new BasicHttpRequest("POST", "/wsman"));
        return Vectors.base64(header.getValue().substring("NTLM ".length()));
    }
}
