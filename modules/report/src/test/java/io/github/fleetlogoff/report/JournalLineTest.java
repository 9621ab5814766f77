package io.github.fleetlogoff.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalLineTest {

    private static byte[] sealed(String object, long number) {
        byte[] line = JournalLine.seal(object.getBytes(StandardCharsets.US_ASCII), number);
        assertThat(line[line.length - 1]).isEqualTo((byte) '\n');
        return Arrays.copyOf(line, line.length - 1);
    }

    @Test
    void the_spelling_of_a_seal_is_contract() {
        // Computed bit by bit with the polynomial 0x1EDC6F41 of RFC 3720, apart from java.util.zip.
        assertThat(new String(sealed("{\"v\":2}", 17), StandardCharsets.US_ASCII))
                .isEqualTo("{\"v\":2,\"n\":17,\"crc32c\":\"4bf56ee3\"}");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 9, 10, 123_456_789_012L})
    void a_sealed_line_is_one_json_object_and_opens_again(long number) throws Exception {
        byte[] line = sealed("{\"v\":2,\"host\":\"a\\\"}\"}", number);
        JsonNode node = new ObjectMapper().readTree(line);
        assertThat(node.get("host").textValue()).isEqualTo("a\"}");
        assertThat(node.get("n").longValue()).isEqualTo(number);
        JournalLine opened = JournalLine.open(line);
        assertThat(opened.number()).isEqualTo(number);
        assertThat(opened.text()).isEqualTo(new String(line, StandardCharsets.US_ASCII));
    }

    @Test
    void a_line_cut_anywhere_is_damaged() {
        byte[] line = sealed("{\"v\":2,\"host\":\"a\"}", 1);
        for (int length = 0; length < line.length; length++) {
            byte[] cut = Arrays.copyOf(line, length);
            assertThatThrownBy(() -> JournalLine.open(cut))
                    .isInstanceOfSatisfying(
                            EventFormatException.class,
                            e -> assertThat(e.kind()).isEqualTo(EventFormatException.Kind.DAMAGED));
        }
    }
}
