package io.github.fleetlogoff.simulator.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A request that is lost or wrong ends nobody.
class ScriptRequestTest {

    private static final String GOOD =
            "{'v':1,'action':'logoff','dryRun':false,'users':['jdoe'],'state':'any','verifySeconds':3}"
                    .replace('\'', '"');

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "{}", "\"logoff\""})
    void a_lost_request_is_refused(String request) {
        assertThat(refused(request)).isEqualTo("request: missing, or not of version 1 (line 1)");
    }

    @Test
    void half_a_request_is_refused() {
        assertThat(refused("{")).startsWith("Conversion from JSON failed with error: ");
        assertThat(refused(GOOD + "}")).startsWith("Conversion from JSON failed with error: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"v\":1 | \"v\":2 | missing, or not of version 1",
                "\"logoff\" | \"listt\" | action 'listt' is not known",
                "\"any\" | \"disc\" | state 'disc' is not known",
                "[\"jdoe\"] | null | nothing selects a session",
                "[\"jdoe\"] | [\"\"] | 'users' has an empty entry",
                "[\"jdoe\"] | [null] | 'users' has an empty entry",
                "\"logoff\" | \"warn\" | warnText is empty or begins with /",
            })
    void a_wrong_request_is_refused(String right, String wrong, String said) {
        assertThat(refused(GOOD.replace(right, wrong))).isEqualTo("request: " + said + " (line 1)");
    }

    private static String refused(String request) {
        SimulatedComputer computer = Fleets.computer(null);
        Fleets.Answered answered = Fleets.script(computer, request);
        assertThat(answered.reply().exitCode()).isEqualTo(1);
        assertThat(answered.json().get("sessions")).isEmpty();
        assertThat(answered.json().get("exit").asInt()).isEqualTo(1);
        assertThat(computer.truth())
                .allSatisfy(each -> {
                    assertThat(each.present()).isTrue();
                    assertThat(each.logoffCalls()).isZero();
                });
        return answered.json().get("error").asText();
    }

    @Test
    void a_missing_request_is_refused() throws Exception {
        var reply =
                Fleets.computer(null)
                        .run(
                                "powershell.exe",
                                Fleets.BOOTSTRAP,
                                Map.of("FLEETLOGOFF_SCRIPT", Fleets.SCRIPT),
                                "CORP\\ops");
        assertThat(reply.exitCode()).isEqualTo(1);
    }
}
