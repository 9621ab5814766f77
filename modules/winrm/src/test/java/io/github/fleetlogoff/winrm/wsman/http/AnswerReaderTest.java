package io.github.fleetlogoff.winrm.wsman.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.fleetlogoff.winrm.Mutations;
import io.github.fleetlogoff.winrm.wsman.http.HttpException.Kind;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    private static final String CHUNKED =
            String.join(
                    "\r\n",
                    "HTTP/1.1 100 Continue",
                    "",
                    "HTTP/1.1 200 OK",
                    "Content-Type: application/soap+xml",
                    "Transfer-Encoding: chunked",
                    "WWW-Authenticate: Negotiate",
                    "www-authenticate: Basic realm=\"WSMAN\"",
                    "",
                    "5;x=y",
                    "hello",
                    "1",
                    ",",
                    "06",
                    " world",
                    "0",
                    "Trailer: x",
                    "",
                    "");

    /// Gives the bytes in pieces of a size.
    private static AnswerReader reader(String text, int piece) {
        return reader(text.getBytes(ISO_8859_1), piece);
    }

    private static AnswerReader reader(byte[] bytes, int piece) {
        int[] at = {0};
        return new AnswerReader((into, offset, length) -> {
            int count = Math.min(Math.min(piece, length), bytes.length - at[0]);
            System.arraycopy(bytes, at[0], into, offset, Math.max(count, 0));
            at[0] += count;
            return count == 0 ? -1 : count;
        });
    }

    private static String body(HttpAnswer answer) {
        return new String(answer.body(), ISO_8859_1);
    }

    private static Kind refused(String text) {
        HttpException refused =
                catchThrowableOfType(HttpException.class, () -> reader(text, 1000).read());
        assertThat(refused).as(text).isNotNull();
        return refused.kind();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 4096})
    void joins_chunks_however_they_arrive(int piece) throws IOException {
        AnswerReader reader = reader(CHUNKED, piece);
        HttpAnswer answer = reader.read();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/soap+xml");
        assertThat(answer.challenges()).isEqualTo(List.of("Negotiate", "Basic realm=\"WSMAN\""));
        assertThat(body(answer)).isEqualTo("hello, world");
        assertThat(reader.reusable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 9000})
    void reads_one_answer_after_the_other(int piece) throws IOException {
        String large = "x".repeat(20_000);
        AnswerReader reader =
                reader(
                        "HTTP/1.1 200\r\nContent-Length: 20000\r\n\r\n"
                                + large
                                + "HTTP/1.1 204 No Content\r\n\r\nHTTP/1.0 500 Oops\n\nthe end",
                        piece);
        assertThat(body(reader.read())).isEqualTo(large);
        assertThat(reader.read().status()).isEqualTo(204);
        HttpAnswer last = reader.read();
        assertThat(last.status()).isEqualTo(500);
        assertThat(body(last)).isEqualTo("the end");
        assertThat(reader.reusable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 200 OK, 'Connection: close', false",
        "HTTP/1.1 200 OK, 'Connection: x, Keep-Alive', true",
        "HTTP/1.1 200 OK, 'X: y', true",
        "HTTP/1.0 200 OK, 'X: y', false",
        "HTTP/1.0 200 OK, 'Connection: keep-alive', true",
    })
    void knows_whether_the_connection_goes_on(String status, String header, boolean goesOn)
            throws IOException {
        AnswerReader reader =
                reader(status + "\r\n" + header + "\r\nContent-Length: 0\r\n\r\n", 100);
        reader.read();
        assertThat(reader.reusable()).isEqualTo(goesOn);
    }

    @Test
    void does_not_go_on_where_there_is_more_than_was_asked_for() throws IOException {
        AnswerReader reader = reader("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxHTTP/1.1", 100);
        reader.read();
        assertThat(reader.reusable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH\r\n\r\n",
                "HTTP/2 200\r\n\r\n",
                "HTTP/1.1 2x0 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno header\r\n\r\n",
                "HTTP/1.1 200 OK\r\nSpace : x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: y\r\n folded\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: a\rb\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n1",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxx\r\n",
            })
    void takes_nothing_that_two_readers_may_read_in_two_ways(String text) {
        assertThat(refused(text)).isEqualTo(Kind.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Encoding: gzip",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
            })
    void unpacks_nothing(String header) {
        assertThat(refused("HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n")).isEqualTo(Kind.ENCODED);
    }

    @Test
    void stops_at_its_bounds() {
        String head = "HTTP/1.1 200 OK\r\n";
        String chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
        assertThat(
                        List.of(
                                refused(head + "X: y\r\n".repeat(200)),
                                refused(head + "X: " + "y".repeat(100_000)),
                                refused(head + "WWW-Authenticate: x\r\n".repeat(50)),
                                refused("HTTP/1.1 100 C\r\n\r\n".repeat(50)),
                                refused(head + "Content-Length: 99999999999999999999\r\n\r\n"),
                                refused(chunked + "7fffffff\r\n"),
                                refused(
                                        chunked
                                                + ("80000\r\n" + "x".repeat(0x80000) + "\r\n")
                                                        .repeat(3)),
                                refused(chunked + "0\r\n" + "X: y\r\n".repeat(200)),
                                refused(head + "\r\n" + "x".repeat((1 << 20) + 1))))
                .containsOnly(Kind.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
            })
    void tells_an_answer_that_is_cut_off(String text) {
        assertThat(refused(text)).isEqualTo(Kind.CUT_OFF);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void comes_to_an_end_whatever_arrives(long seed) {
        Mutations.of(CHUNKED.getBytes(ISO_8859_1), seed, 2_000)
                .forEach(bytes -> {
                    AnswerReader reader = reader(bytes, 64);
                    try {
                        assertThat(reader.read().body().length).isLessThanOrEqualTo(bytes.length);
                    } catch (HttpException refused) {
                        assertThat(refused.kind()).isNotNull();
                    } catch (IOException other) {
                        throw new AssertionError(new String(bytes, ISO_8859_1), other);
                    }
                });
    }
}
