package io.github.fleetlogoff.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.StateFilter;
import io.github.fleetlogoff.model.Sweep;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionRequestTest {
    private static final Host HOST = host("ws1.example.com");

    @Test
    void what_was_not_asked_is_absent() throws IOException {
        assertThat(written(Sweep.list(), HOST).toString())
                .isEqualTo("{\"v\":1,\"action\":\"list\",\"computerName\":\"WS1\"}");
        assertThat(
                        written(
                                Sweep.logoff(
                                        Selector.ofUsers(
                                                "CORP\\jdoe", "\u043c\u0430\u0440\u0438\u044f")),
                                HOST))
                .isEqualTo(
                        Golden.JSON.readTree(
                                """
                                {"v":1, "action":"logoff", "dryRun":false, "verifySeconds":30,
                                 "users":["CORP\\\\jdoe", "\u043c\u0430\u0440\u0438\u044f"], "computerName":"WS1"}\
                                """));
    }

    @Test
    void the_computer_is_named_unless_any_will_do() throws IOException {
        Sweep any =
                new Sweep(
                        Action.LOGOFF,
                        Selector.ofUsers("jdoe"),
                        false,
                        Sweep.Ending.DEFAULT,
                        false,
                        true);

        assertThat(written(Sweep.list(), HOST).get("computerName").textValue()).isEqualTo("WS1");
        assertThat(written(Sweep.list(), host("192.0.2.7")).has("computerName")).isFalse();
        assertThat(written(any, HOST).has("computerName")).isFalse();
    }

    @Test
    void brackets_of_a_glob_mean_themselves() throws IOException {
        Selector selector =
                new Selector(
                        List.of(),
                        List.of("a[1]*", "b`?"),
                        new Selector.Excluded(List.of(), List.of("svc-[x]")),
                        List.of(),
                        List.of(),
                        StateFilter.ANY,
                        null,
                        false);

        JsonNode request = written(Sweep.logoff(selector), HOST);

        assertThat(request.get("userGlobs"))
                .isEqualTo(Golden.JSON.readTree("[\"a`[1`]*\", \"b``?\"]"));
        assertThat(request.get("excludeUserGlobs"))
                .isEqualTo(Golden.JSON.readTree("[\"svc-`[x`]\"]"));
    }

    @Test
    void times_are_rounded_up_to_whole_seconds() throws IOException {
        Selector selector =
                new Selector(
                        List.of(),
                        List.of(),
                        Selector.Excluded.NOBODY,
                        List.of(),
                        List.of(),
                        StateFilter.ANY,
                        Duration.ofMillis(60_001),
                        false);
        Sweep sweep =
                new Sweep(
                        Action.LOGOFF,
                        selector,
                        true,
                        new Sweep.Ending(Duration.ofMillis(1500), true),
                        false,
                        false);

        JsonNode request = written(sweep, HOST);

        assertThat(request.get("idleOverSeconds").intValue()).isEqualTo(61);
        assertThat(request.get("verifySeconds").intValue()).isEqualTo(2);
        assertThat(written(Sweep.logoff(selector), HOST).get("verifySeconds").intValue())
                .isEqualTo(30);
    }

    @Test
    void what_does_not_fit_into_a_variable_is_refused_before_any_host_is_asked() {
        Sweep sweep =
                Sweep.logoff(
                        new Selector(
                                Collections.nCopies(3000, "\u043c\u0430\u0440\u0438\u044f"),
                                List.of(),
                                Selector.Excluded.NOBODY,
                                List.of(),
                                List.of(),
                                StateFilter.ANY,
                                null,
                                false));

        assertThatThrownBy(() ->
                        new SessionOperation(FakeShell.silent(), sweep, SessionScript.bundled()))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining("name fewer users")
                .extracting(e -> ((FleetException) e).code())
                .isEqualTo(FleetException.Code.USAGE);
    }

    @Test
    void an_act_without_a_selector_cannot_be_asked() {
        assertThatThrownBy(() ->
                        new SessionRequest(
                                new SessionRequest.Act.Logoff(false, Sweep.Ending.DEFAULT),
                                Selector.everything(),
                                null,
                                null,
                                false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static JsonNode written(Sweep sweep, Host host) throws IOException {
        String json = RequestWriter.write(SessionRequest.of(sweep, host));
        assertThat(json).matches("\\p{ASCII}+").doesNotContain("\n");
        return Golden.JSON.readTree(json);
    }

    private static Host host(String name) {
        return Host.of(name, new Connection(name, 5985, null, AuthScheme.NEGOTIATE, null));
    }
}
