package io.github.fleetlogoff.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestParserTest {
    private static final String TWO_REQUESTS =
            "POST /wsman?PSVersion=5 HTTP/1.1\r\nHost: a\r\ncontent-length: 5\r\n\r\nhello"
                    + "POST /wsman HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0A\r\n0123456789\r\n0\r\nT: v\r\n\r\n"
                    + "POST /wsman HTTP/1.0\r\n\r\n";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void reads_the_same_requests_in_whatever_portions_they_arrive(long seed) throws Exception {
        SplittableRandom chance = new SplittableRandom(seed);
        byte[] bytes = bytes(TWO_REQUESTS);
        RequestParser parser = new RequestParser();
        List<String> read = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int portion = Math.min(bytes.length - at, chance.nextInt(1, 12));
            parser.feed(ByteBuffer.wrap(bytes, at, portion));
            at += portion;
            drain(parser, read);
        }
        assertThat(read)
                .containsExactly("/wsman:hello:true", "/wsman:abc0123456789:true", "/wsman::false");
    }

    private static void drain(RequestParser parser, List<String> read)
            throws MalformedRequestException {
        RequestParser.Step step;
        while ((step = parser.step()) != RequestParser.Step.MORE) {
            if (step == RequestParser.Step.REQUEST) {
                read.add(
                        parser.head().path()
                                + ":"
                                + new String(parser.body(), StandardCharsets.UTF_8)
                                + ":"
                                + parser.head().keepsAlive());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /wsman\r\n\r\n",
                "POST /wsman HTTP/2.0\r\n\r\n",
                "POST /wsman HTTP/1.1\r\nno colon\r\n\r\n",
                "POST /wsman HTTP/1.1\r\nHost : a\r\n\r\n",
                "POST /wsman HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "POST /wsman HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n",
                "POST /wsman HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST /wsman HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
                "POST /wsman HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "POST /wsman HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabcd\r\n"
            })
    void refuses_what_is_not_a_request(String text) {
        assertThat(statusOf(text)).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /wsman HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n",
                "POST /wsman HTTP/1.1\r\nContent-Length: 524289\r\n\r\n",
                "POST /wsman HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFF\r\n"
            })
    void refuses_a_body_that_is_too_long_before_it_arrives(String text) {
        assertThat(statusOf(text)).isEqualTo(413);
    }

    @Test
    void refuses_headers_without_end() {
        assertThat(statusOf("POST /wsman HTTP/1.1\r\nX: " + "x".repeat(70_000))).isEqualTo(431);
    }

    @Test
    void gives_the_head_before_the_body_is_there() throws Exception {
        RequestParser parser = new RequestParser();
        parser.feed(ByteBuffer.wrap(bytes("POST /wsman HTTP/1.1\r\nContent-Length: 5\r\n\r\n")));
        assertThat(parser.step()).isEqualTo(RequestParser.Step.HEAD);
        assertThat(parser.bodyBegun()).isFalse();
        assertThat(parser.step()).isEqualTo(RequestParser.Step.MORE);
    }

    private static int statusOf(String text) {
        MalformedRequestException[] thrown = new MalformedRequestException[1];
        assertThatThrownBy(
                        () -> {
                            RequestParser parser = new RequestParser();
                            parser.feed(ByteBuffer.wrap(bytes(text)));
                            drain(parser, new ArrayList<>());
                        })
                .isInstanceOfSatisfying(
                        MalformedRequestException.class, failure -> thrown[0] = failure);
        return thrown[0].status();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
