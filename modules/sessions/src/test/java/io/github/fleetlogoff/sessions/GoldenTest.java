package io.github.fleetlogoff.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.runner.Attempt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every exchange that was recorded on a real PowerShell.
class GoldenTest {

    static List<Golden> goldens() {
        return Golden.all();
    }

    static List<Golden> expressible() {
        return Golden.all().stream().filter(Golden::isExpressible).toList();
    }

    @Test
    void there_are_goldens_to_hold_against() {
        assertThat(Golden.all()).hasSize(79);
        assertThat(expressible()).hasSize(74);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void an_answer_makes_the_right_outcome(Golden golden) {
        Attempt.Answered attempt = judge(golden);

        assertThat(attempt.outcome()).isEqualTo(golden.outcome());
        assertThat(attempt.exitCode()).isEqualTo(golden.exitCode());
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void a_report_holds_the_sessions_of_the_answer_but_those_merely_seen(Golden golden) {
        boolean list = golden.request().get("action").textValue().equals("list");
        List<JsonNode> expected = new ArrayList<>();
        for (JsonNode row : golden.answer().get("sessions")) {
            boolean listed = row.get("outcome").textValue().equals("listed");
            if (list ? row.get("selected").booleanValue() : !listed) {
                expected.add(row);
            }
        }

        List<SessionReport> reports = judge(golden).sessions();

        assertThat(reports).hasSameSizeAs(expected);
        for (int n = 0; n < reports.size(); n++) {
            assertSame(reports.get(n), expected.get(n));
        }
    }

    @ParameterizedTest
    @MethodSource("expressible")
    void a_request_is_what_the_real_script_was_asked(Golden golden) throws IOException {
        String json = RequestWriter.write(golden.sessionRequest());

        assertThat(json).matches("\\p{ASCII}+");
        assertThat(Golden.JSON.readTree(json)).isEqualTo(asked(golden.request()));
    }

    /// A recorded request without what means the same when left out.
    private static ObjectNode asked(ObjectNode request) {
        ObjectNode asked = request.deepCopy();
        String action = asked.get("action").textValue();
        asked.properties().stream()
                .filter(field -> field.getValue().isNull())
                .map(field -> field.getKey())
                .toList()
                .forEach(asked::remove);
        if (asked.get("state").textValue().equals("any")) {
            asked.remove("state");
        }
        if (!action.equals("logoff")) {
            asked.remove("verifySeconds");
        }
        if (action.equals("list")) {
            asked.remove("dryRun");
        }
        return asked;
    }

    private static Attempt.Answered judge(Golden golden) {
        SessionRequest request = golden.sessionRequest();
        AnswerOrFault read = new AnswerReader(request).read(golden.stdout(), golden.exitCode());
        assertThat(read).isInstanceOf(AnswerOrFault.Answer.class);
        return new Verdict(request, ((AnswerOrFault.Answer) read).answer()).attempt();
    }

    private static void assertSame(SessionReport report, JsonNode row) {
        assertThat(report.session().id()).isEqualTo(row.get("id").intValue());
        assertThat(report.outcome().word()).isEqualTo(row.get("outcome").textValue());
        assertThat(report.exitCode())
                .isEqualTo(row.get("exitCode").isNull() ? null : row.get("exitCode").intValue());
        assertThat(report.message()).isEqualTo(row.get("message").textValue());
        assertThat(report.session().user() == null ? "" : report.session().user())
                .isEqualTo(row.get("user").textValue());
        assertThat(report.session().logonTime()).isEqualTo(row.get("logonTime").textValue());
        assertThat(report.session().sessionName()).isEqualTo(row.get("sessionName").textValue());
        assertThat(report.session().idle()).isEqualTo(row.get("idle").textValue());
        if (row.get("state").isNull()) {
            return; // as surveyed: the host knows nothing more of it
        }
        assertThat(report.session().state().word()).isEqualTo(row.get("state").textValue());
        assertThat(report.session().current()).isEqualTo(row.get("current").booleanValue());
        assertThat(report.session().idleSeconds())
                .isEqualTo(
                        row.get("idleSeconds").isNull()
                                ? null
                                : row.get("idleSeconds").longValue());
    }
}
