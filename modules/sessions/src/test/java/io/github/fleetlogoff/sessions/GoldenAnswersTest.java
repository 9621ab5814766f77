package io.github.fleetlogoff.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.runner.Attempt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a real PowerShell answered, read back (src/test/powershell/goldens.json).
class GoldenAnswersTest {

    static Stream<JsonNode> goldens() throws IOException {
        return Answers.goldens().stream();
    }

    @Test
    void all_recorded_answers_are_there() throws IOException {
        assertThat(Answers.goldens()).hasSize(79);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void every_session_is_read_as_it_was_answered(JsonNode golden) throws Exception {
        JsonNode answer = golden.path("answer");
        Sweep sweep = Requests.sweepOf(golden.path("request"));

        SessionAnswer read = AnswerReader.read(Answers.framed(answer), sweep);

        assertThat(read.exit()).isEqualTo(golden.path("exitCode").asInt());
        assertThat(read.host()).isEqualTo("HOST01");
        assertThat(read.error()).isEqualTo(answer.path("error").textValue());
        assertThat(read.sessions())
                .extracting(GoldenAnswersTest::line)
                .isEqualTo(lines(answer.path("sessions")));
    }

    private static String line(SessionAnswer.Row row) {
        Session session = row.session();
        return Stream.of(
                        session.id(),
                        session.user(),
                        session.sessionName(),
                        session.state() == null ? null : session.state().word(),
                        session.idleSeconds(),
                        session.logonTime(),
                        row.selected(),
                        row.outcome().word(),
                        row.exitCode(),
                        row.message())
                .map(value -> value == null ? "-" : value.toString())
                .collect(Collectors.joining("|"));
    }

    private static List<String> lines(JsonNode sessions) {
        List<String> lines = new ArrayList<>();
        List<String> fields =
                List.of(
                        "id",
                        "user",
                        "sessionName",
                        "state",
                        "idleSeconds",
                        "logonTime",
                        "selected",
                        "outcome",
                        "exitCode",
                        "message");
        sessions.forEach(row ->
                lines.add(
                        fields.stream()
                                .map(field ->
                                        row.path(field).isNull()
                                                        || row.path(field).asText().isEmpty()
                                                ? "-"
                                                : row.path(field).asText())
                                .collect(Collectors.joining("|"))));
        return lines;
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void the_host_gets_the_first_outcome_that_fits(JsonNode golden) throws Exception {
        JsonNode answer = golden.path("answer");
        Sweep sweep = Requests.sweepOf(golden.path("request"));
        Host host = Requests.host("host01");
        FakeShell shell = FakeShell.printing(Answers.framed(answer));

        Attempt attempt =
                new SessionOperation(shell, sweep, SessionScript.load())
                        .attempt(host, new FakeContext());

        assertThat(attempt)
                .isInstanceOfSatisfying(
                        Attempt.Answered.class,
                        answered -> {
                            assertThat(answered.outcome())
                                    .isEqualTo(expectedOutcome(golden, sweep));
                            assertThat(answered.exitCode())
                                    .isEqualTo(golden.path("exitCode").asInt());
                            if (sweep.action() == Action.LOGOFF) {
                                assertThat(answered.sessions())
                                        .extracting(SessionReport::outcome)
                                        .doesNotContain(SessionOutcome.LISTED);
                            }
                        });
    }

    // Written as a table of the answer's own words, apart from the code under test.
    private static HostOutcome expectedOutcome(JsonNode golden, Sweep sweep) {
        String name = golden.path("name").asText();
        JsonNode answer = golden.path("answer");
        if (answer.path("wrongHost").asBoolean()) {
            return HostOutcome.WRONG_HOST;
        }
        if (name.equals("refusal_is_not_nobody")) {
            return HostOutcome.ACCESS_DENIED;
        }
        if (!answer.path("error").isNull()) {
            return HostOutcome.FAILED;
        }
        String words = answer.path("sessions").findValuesAsText("outcome").toString();
        if (words.contains("failed") || words.contains("stuck") || words.contains("unverified")) {
            return HostOutcome.FAILED;
        }
        if (!words.replace("listed", "").replaceAll("[\\[\\], ]", "").isEmpty()) {
            return HostOutcome.COMPLETED;
        }
        if (golden.path("exitCode").asInt() == 2) {
            return HostOutcome.NO_USERS;
        }
        return sweep.action() == Action.LIST ? HostOutcome.COMPLETED : HostOutcome.NOTHING_TO_DO;
    }
}
