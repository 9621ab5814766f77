package io.github.fleetlogoff.winrm.wsman.protection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fleetlogoff.winrm.Mutations;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealedPayloadTest {
    private static final String SPNEGO = "application/HTTP-SPNEGO-session-encrypted";
    private static final String KERBEROS = "application/HTTP-Kerberos-session-encrypted";
    private static final byte[] SIGNATURE = "sixteen bytes ..".getBytes(ISO_8859_1);
    // The boundary may occur in what is sealed.
    private static final byte[] SECRET =
            "\0\r\n--Encrypted Boundary--\r\n\u00ff".getBytes(ISO_8859_1);

    private static byte[] body() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        new SealedPayload(SIGNATURE, SECRET).pieces(SPNEGO).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static String text() {
        return new String(body(), ISO_8859_1);
    }

    private static SealedPayload read(String text) throws ProtectionException {
        return SealedPayload.read(SPNEGO, text.getBytes(ISO_8859_1));
    }

    @Test
    void names_the_scheme_and_the_length_and_puts_the_signature_first() {
        assertThat(text())
                .startsWith(
                        "--Encrypted Boundary\r\nContent-Type: "
                                + SPNEGO
                                + "\r\nOriginalContent: type=application/soap+xml;charset=UTF-8;Length="
                                + SECRET.length
                                + "\r\n--Encrypted Boundary\r\nContent-Type: application/octet-stream\r\n"
                                + "\u0010\0\0\0sixteen bytes ..")
                .endsWith("--Encrypted Boundary--\r\n");
        assertThat(SealedPayload.contentType(SPNEGO))
                .isEqualTo(
                        "multipart/encrypted;protocol=\""
                                + SPNEGO
                                + "\";boundary=\"Encrypted Boundary\"");
    }

    @Test
    void takes_apart_what_it_put_together() throws Exception {
        SealedPayload read = SealedPayload.read(SPNEGO, body());
        assertThat(read.header()).isEqualTo(SIGNATURE);
        assertThat(read.body()).isEqualTo(SECRET);
    }

    @Test
    void takes_what_windows_and_others_write() throws Exception {
        String others =
                text().replace("Content-Type: ", "\tcontent-type:")
                        .replace("Original", "\tOriginal");
        assertThat(read(others).body()).isEqualTo(SECRET);
        assertThat(read(text().substring(0, text().length() - 2)).body()).isEqualTo(SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        "--Encrypted Boundary, --Another Boundary",
        SPNEGO + ", " + KERBEROS,
        "application/octet-stream, application/octet-streams",
        "application/soap+xml, text/html",
        "OriginalContent, OriginalContents",
        "Length=, " + "x",
    })
    void takes_no_other_form(String part, String other) {
        String changed = text().replace(part, other.equals("x") ? "L".repeat(300) : other);
        assertThatThrownBy(() -> read(changed)).isInstanceOf(ProtectionException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00ff\u00ff\u00ff\u007f", "\u00ff\u00ff\u00ff\u00ff", "\0\u0010\0\0"})
    void takes_no_signature_that_is_longer_than_the_message(String length) {
        String changed = text().replace("\u0010\0\0\0", length);
        assertThatThrownBy(() -> read(changed)).isInstanceOf(ProtectionException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void comes_to_an_end_whatever_arrives(long seed) {
        Mutations.of(body(), seed, 2_000)
                .forEach(bytes -> {
                    try {
                        SealedPayload read = SealedPayload.read(SPNEGO, bytes);
                        assertThat(read.header().length + read.body().length)
                                .isLessThan(bytes.length);
                    } catch (ProtectionException refused) {
                        assertThat(refused).hasMessageStartingWith("a s");
                    }
                });
    }
}
