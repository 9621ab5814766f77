package io.github.fleetlogoff.winrm.wsman.logon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.fleetlogoff.winrm.Mutations;
import io.github.fleetlogoff.winrm.wsman.logon.LogonException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengesTest {
    @Test
    void reads_one_scheme_a_header_or_all_in_one() throws LogonException {
        for (Challenges challenges :
                List.of(
                        new Challenges(List.of("Negotiate AQI=", "Basic realm=\"WSMAN\"")),
                        new Challenges(List.of("negotiate AQI=, Basic realm=\"WSMAN\"")))) {
            assertThat(challenges.offers("Negotiate")).isTrue();
            assertThat(challenges.offers("Basic")).isTrue();
            assertThat(challenges.offers("Nego")).isFalse();
            assertThat(challenges.offers("Kerberos")).isFalse();
            assertThat(challenges.token("Negotiate")).hasValue(new byte[] {1, 2});
            assertThat(challenges.token("Kerberos")).isEmpty();
        }
    }

    @Test
    void a_scheme_without_a_token_has_none() throws LogonException {
        assertThat(new Challenges(List.of("Negotiate")).token("Negotiate")).isEmpty();
    }

    @Test
    void names_the_schemes_and_nothing_else_of_what_a_server_wrote() {
        assertThat(new Challenges(List.of("Negotiate AQI=", "Digest realm=\"x\", nonce=\"y\"")))
                .hasToString("Negotiate, Digest");
        assertThat(new Challenges(List.of())).hasToString("nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Negotiate !!", "Negotiate A", "Negotiate AQI=x"})
    void refuses_a_token_that_is_no_base64(String header) {
        assertThatExceptionOfType(LogonException.class)
                .isThrownBy(() -> new Challenges(List.of(header)).token("Negotiate"))
                .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(Kind.MALFORMED));
    }

    @Test
    void refuses_a_token_without_end() {
        String header = "Negotiate " + "A".repeat(200 * 1024);
        assertThatExceptionOfType(LogonException.class)
                .isThrownBy(() -> new Challenges(List.of(header)).token("Negotiate"))
                .withMessage("the server's token is too long");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damaged_headers_are_read_or_refused_in_bounds(long seed) {
        byte[] good =
                "Negotiate AQIDBAUG, Kerberos, Basic realm=\"WSMAN\", Digest nonce=\"x,y\""
                        .getBytes(StandardCharsets.ISO_8859_1);
        Mutations.of(good, seed, 2_000)
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                .forEach(header -> {
                    Challenges challenges = new Challenges(List.of(header));
                    assertThat(challenges.toString()).hasSizeLessThan(header.length() + 10);
                    for (String scheme : List.of("Negotiate", "Kerberos", "Basic")) {
                        try {
                            challenges
                                    .token(scheme)
                                    .ifPresent(token ->
                                            assertThat(challenges.offers(scheme)).isTrue());
                        } catch (LogonException refused) {
                            assertThat(refused.kind()).isEqualTo(Kind.MALFORMED);
                        }
                    }
                });
    }
}
