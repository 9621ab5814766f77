package io.github.fleetlogoff.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetTruthTest {
    @TempDir private Path folder;

    @Test
    void finds_a_user_whom_the_client_believes_gone() throws Exception {
        FleetTruth truth = truth(host("ws1", "none", session(2, "jdoe", true, 0)));

        assertThat(truth.correct(Map.of()))
                .containsExactly(Map.entry("ws1", "session 2 is still there"));
        assertThat(truth.loggedOff()).isZero();
    }

    @Test
    void counts_a_user_who_was_logged_off_once() throws Exception {
        FleetTruth truth =
                truth(
                        host(
                                "ws1",
                                "none",
                                session(2, "JDoe", false, 1),
                                session(3, "amy", true, 0)));

        assertThat(truth.correct(Map.of())).isEmpty();
        assertThat(truth.loggedOff()).isEqualTo(1);
    }

    @Test
    void finds_a_second_logoff_and_one_of_a_stranger() throws Exception {
        FleetTruth truth =
                truth(
                        host("ws1", "none", session(2, "jdoe", false, 2)),
                        host("ws2", "none", session(2, "amy", false, 1)));

        assertThat(truth.correct(Map.of()))
                .containsOnly(
                        Map.entry("ws1", "session 2 was ended by 2 logoffs"),
                        Map.entry("ws2", "session 2 was ended and should not have been"));
    }

    @Test
    void leaves_the_console_session_where_it_is() throws Exception {
        FleetTruth untouched = truth(host("ws1", "none", session(1, "jdoe", true, 0)));
        FleetTruth ended = truth(host("ws1", "none", session(1, "jdoe", false, 1)));

        assertThat(untouched.wrong()).isEmpty();
        assertThat(ended.wrong()).containsKey("ws1");
    }

    @Test
    void charges_nobody_with_dead_hosts() throws Exception {
        FleetTruth truth = truth(host("ws1", "dead", session(2, "jdoe", true, 0)));

        assertThat(truth.correct(Map.of("ws1", "unreachable", "ws2", "timed out")))
                .containsExactly(Map.entry("ws2", "timed out"));
    }

    private FleetTruth truth(String... hosts) throws IOException {
        return FleetTruth.read(
                Files.writeString(
                        folder.resolve("state.json"),
                        "{\"hosts\":[" + String.join(",", hosts) + "]}"));
    }

    private static String host(String name, String fault, String... sessions) {
        return "{\"host\":\"%s\",\"fault\":\"%s\",\"sessions\":[%s]}"
                .formatted(name, fault, String.join(",", sessions));
    }

    private static String session(int id, String user, boolean present, int logoffCalls) {
        return "{\"id\":%d,\"user\":\"%s\",\"present\":%b,\"logoffCalls\":%d}"
                .formatted(id, user, present, logoffCalls);
    }
}
