package io.github.fleetlogoff.winrm.wsman.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpRequestTest {

    @Test
    void shows_nothing_of_what_logs_on() {
        HttpRequest request =
                new HttpRequest(
                        Optional.of("Basic T1BTOnNlY3JldA=="), "text/plain", List.of(new byte[3]));
        assertThat(request).hasToString("HttpRequest[text/plain, 1 parts]");
    }

    @Test
    void goes_out_in_parts_as_it_does_in_one_piece() {
        HttpRequest request =
                new HttpRequest(
                        Optional.empty(),
                        "text/plain",
                        List.of(bytes("one"), bytes(""), bytes("two"), bytes("")));
        String start = "POST / HTTP/1.1\r\n";
        String whole = start + "Content-Type: text/plain\r\nContent-Length: 6\r\n\r\nonetwo";

        assertThat(request.bytes(start)).asString(US_ASCII).isEqualTo(whole);
        StringBuilder parts = new StringBuilder();
        for (ByteBuffer buffer : request.buffers(start)) {
            parts.append(US_ASCII.decode(buffer));
        }
        assertThat(parts).hasToString(whole);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }
}
