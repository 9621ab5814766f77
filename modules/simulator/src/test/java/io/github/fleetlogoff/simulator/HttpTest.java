package io.github.fleetlogoff.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class HttpTest {
    private static final String AUTHORIZATION =
            "Authorization: Basic "
                    + Base64.getEncoder()
                            .encodeToString(
                                    (Fleets.USER + ":" + Fleets.PASSWORD)
                                            .getBytes(StandardCharsets.UTF_8))
                    + "\r\n";

    @Test
    void asks_for_the_body_that_a_client_holds_back() throws Exception {
        try (SimulatedFleet fleet = Fleets.echo("a");
                RawConnection connection = new RawConnection(fleet.hosts().getFirst())) {
            connection.send(
                    "POST /wsman HTTP/1.1\r\n"
                            + AUTHORIZATION
                            + "Expect: 100-continue\r\nContent-Length: 4\r\n\r\n");
            assertThat(connection.read().status()).isEqualTo(100);
            connection.send("<a/>");
            assertThat(connection.read().status()).isEqualTo(500);
        }
    }

    @Test
    void does_not_wait_for_the_body_of_a_request_it_has_refused() throws Exception {
        try (SimulatedFleet fleet = Fleets.echo("a");
                RawConnection connection = new RawConnection(fleet.hosts().getFirst())) {
            connection.send(
                    "POST /wsman HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
            assertThat(connection.read().status()).isEqualTo(401);
            assertThat(connection.post(AUTHORIZATION, new byte[0]).status()).isEqualTo(200);
        }
    }

    @Test
    void answers_requests_that_come_together_in_their_order() throws Exception {
        try (SimulatedFleet fleet = Fleets.echo("a");
                RawConnection connection = new RawConnection(fleet.hosts().getFirst())) {
            String empty = "POST /wsman HTTP/1.1\r\n" + AUTHORIZATION + "Content-Length: 0\r\n\r\n";
            connection.send(
                    empty + "GET /other HTTP/1.1\r\n\r\n" + "GET /wsman HTTP/1.1\r\n\r\n" + empty);
            assertThat(connection.read().status()).isEqualTo(200);
            assertThat(connection.read().status()).isEqualTo(404);
            assertThat(connection.read().status()).isEqualTo(405);
            assertThat(connection.read().status()).isEqualTo(200);
        }
    }

    @Test
    void takes_a_chunked_body() throws Exception {
        try (SimulatedFleet fleet = Fleets.echo("a");
                RawConnection connection = new RawConnection(fleet.hosts().getFirst())) {
            connection.send(
                    "POST /wsman HTTP/1.1\r\n"
                            + AUTHORIZATION
                            + "Transfer-Encoding: chunked\r\n\r\n2\r\n<a\r\n2\r\n/>\r\n0\r\n\r\n");
            RawConnection.Answer answer = connection.read();
            assertThat(answer.status()).isEqualTo(500);
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("2150858817");
        }
    }

    @Test
    void closes_after_an_answer_when_the_client_says_so() throws Exception {
        try (SimulatedFleet fleet = Fleets.echo("a");
                RawConnection connection = new RawConnection(fleet.hosts().getFirst())) {
            assertThat(
                            connection
                                    .post(AUTHORIZATION + "Connection: close\r\n", new byte[0])
                                    .status())
                    .isEqualTo(200);
            assertThat(connection.ended()).isTrue();
        }
    }

    @Test
    void answers_what_is_no_request_and_closes() throws Exception {
        try (SimulatedFleet fleet = Fleets.echo("a");
                RawConnection connection = new RawConnection(fleet.hosts().getFirst())) {
            connection.send("\u0016\u0003\u0001 nonsense\r\n\r\n");
            assertThat(connection.read().status()).isEqualTo(400);
            assertThat(connection.ended()).isTrue();
        }
    }

    @Test
    void refuses_connections_where_it_is_dead() {
        try (SimulatedFleet fleet = Fleets.echoWith("dead")) {
            assertThatThrownBy(() -> new RawConnection(fleet.hosts().getFirst()).close())
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void accepts_and_says_nothing_where_it_is_silent() throws Exception {
        try (SimulatedFleet fleet = Fleets.echoWith("silent");
                RawConnection connection = new RawConnection(fleet.hosts().getFirst())) {
            connection.silence(200);
            assertThatThrownBy(() -> connection.post("", new byte[3]))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }
}
