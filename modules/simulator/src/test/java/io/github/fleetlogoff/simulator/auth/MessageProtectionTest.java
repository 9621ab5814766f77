package io.github.fleetlogoff.simulator.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fleetlogoff.ntlm.NtlmException;
import io.github.fleetlogoff.simulator.auth.MessageProtection.Scheme;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageProtectionTest {
    private static final String SIGNATURE_LENGTH = "\20\0\0\0";

    private Keys client;
    private Keys server;

    @BeforeEach
    void log_on() throws NtlmException {
        LogOn logOn = new LogOn();
        server = logOn.plain();
        client = Keys.of(logOn.client.session());
    }

    // One byte is one character here, also in what is sealed.
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] wrapped(int length) {
        return MessageProtection.wrap(new byte[length], client, Scheme.SPNEGO);
    }

    private void assertNoBody(byte[] body) {
        assertThatThrownBy(() -> MessageProtection.unwrap(body, server))
                .isInstanceOfSatisfying(
                        AuthException.class,
                        e -> assertThat(e.kind()).isEqualTo(AuthException.Kind.MALFORMED));
    }

    @Test
    void what_one_end_wraps_the_other_unwraps() throws Exception {
        byte[] soap = "<s:Envelope>ü</s:Envelope>".getBytes(StandardCharsets.UTF_8);
        for (byte[] plain : new byte[][] {soap, {}, new byte[200_000]}) {
            assertThat(
                            MessageProtection.unwrap(
                                    MessageProtection.wrap(plain, client, Scheme.SPNEGO), server))
                    .isEqualTo(plain);
            assertThat(
                            MessageProtection.unwrap(
                                    MessageProtection.wrap(plain, server, Scheme.SPNEGO), client))
                    .isEqualTo(plain);
        }
    }

    @Test
    void a_body_has_the_form_that_winrm4j_reads_byte_by_byte() {
        String body = text(MessageProtection.wrap(new byte[40], server, Scheme.SPNEGO));

        assertThat(body)
                .startsWith(
                        """
                        --Encrypted Boundary\r
                        \tContent-Type: application/HTTP-SPNEGO-session-encrypted\r
                        \tOriginalContent: type=application/soap+xml;charset=UTF-8;Length=40\r
                        --Encrypted Boundary\r
                        \tContent-Type: application/octet-stream\r
                        """
                                + SIGNATURE_LENGTH
                                + "\1\0\0\0")
                .endsWith("--Encrypted Boundary--\r\n");
    }

    @Test
    void part_headers_without_a_tab_are_read_as_windows_writes_them() throws Exception {
        byte[] body = bytes(text(wrapped(40)).replace("\r\n\t", "\r\n"));

        assertThat(MessageProtection.unwrap(body, server)).isEqualTo(new byte[40]);
    }

    @Test
    void a_boundary_within_what_is_sealed_ends_nothing() throws Exception {
        // A text that seals to the boundary: the key stream is that of a text of zeros.
        String boundary = "--Encrypted Boundary--\r\n--Encrypted Boundary\r\n";
        LogOn same = new LogOn();
        same.plain();
        byte[] stream = same.client.session().seal(new byte[boundary.length()]).sealed();
        byte[] plain = bytes(boundary);
        for (int i = 0; i < plain.length; i++) {
            plain[i] ^= stream[i];
        }
        byte[] body = MessageProtection.wrap(plain, client, Scheme.SPNEGO);

        assertThat(text(body)).contains(boundary + "--Encrypted Boundary--\r\n");
        assertThat(MessageProtection.unwrap(body, server)).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource({
        "Length=40,Length=41",
        "Length=40,Length=39",
        "Length=40,Length=-40",
        "Length=40,Length=",
        "Length=40,Length=999999999",
        "SPNEGO,NTLM",
        "octet-stream,text",
        "OriginalContent,Content",
        "Boundary--,Boundary",
        "--Encrypted,--Other"
    })
    void a_body_of_another_form_is_refused(String part, String other) {
        assertNoBody(bytes(text(wrapped(40)).replace(part, other)));
    }

    @Test
    void a_signature_of_another_length_is_refused() {
        String body = text(wrapped(40));

        assertNoBody(bytes(body.replace(SIGNATURE_LENGTH, "\74\0\0\0")));
        assertNoBody(bytes(body.replace(SIGNATURE_LENGTH, "\377\377\377\377")));
    }

    @Test
    void a_body_that_was_changed_is_refused() {
        byte[] body = wrapped(40);
        body[body.length - 30] ^= 1;

        assertThatThrownBy(() -> MessageProtection.unwrap(body, server))
                .isInstanceOfSatisfying(
                        AuthException.class,
                        e -> assertThat(e.kind()).isEqualTo(AuthException.Kind.TAMPERED));
    }

    @Test
    void a_body_cut_anywhere_is_refused() {
        byte[] body = wrapped(40);
        for (int length = 0; length < body.length; length++) {
            assertNoBody(Arrays.copyOf(body, length));
        }
    }

    @Test
    void what_is_not_protected_is_refused() {
        for (String body :
                new String[] {"", "<s:Envelope/>", "x".repeat(5000), "\t".repeat(5000)}) {
            assertNoBody(bytes(body));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void damaged_bodies_are_refused_and_never_anything_else(long seed) throws Exception {
        Random damage = new Random(seed);
        for (int round = 0; round < 500; round++) {
            log_on();
            byte[] body = wrapped(40);
            // Beyond the part headers, which have letters in either case and optional blanks.
            int head = text(body).indexOf(SIGNATURE_LENGTH);
            body[head + damage.nextInt(body.length - head)] ^= (byte) damage.nextInt(1, 256);
            assertThatThrownBy(() -> MessageProtection.unwrap(body, server))
                    .isInstanceOf(AuthException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "multipart/encrypted;protocol=\"x\";boundary=\"Encrypted Boundary\",true",
        "Multipart/Encrypted; boundary=x,true",
        "application/soap+xml;charset=UTF-8,false",
        "'',false"
    })
    void the_content_type_announces_protection(String type, boolean announced) {
        assertThat(MessageProtection.announcedBy(type)).isEqualTo(announced);
    }
}
