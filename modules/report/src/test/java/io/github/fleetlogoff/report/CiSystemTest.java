package io.github.fleetlogoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CiSystemTest {
    private static final String HOSTILE =
            "100% \r\n::error::x\n##vso[task.setvariable variable=a]b ##[error] ##teamcity[x y='1']"
                    + " ' | ; ] \u202e\u2028 ü";

    private static RunReport report(HostReport... hosts) {
        return Runs.report(Runs.logoff(), Runs.header(Runs.ID), hosts);
    }

    private static RunReport hostile() {
        return report(
                Runs.completed("ws1"),
                Runs.host("ws2", HostOutcome.FAILED, 1, HOSTILE),
                Runs.host("ws3", HostOutcome.UNREACHABLE, null, "off"));
    }

    @ParameterizedTest
    @CsvSource({
        "GITHUB_ACTIONS, true, GITHUB",
        "TF_BUILD, True, AZURE",
        "TEAMCITY_VERSION, 2025.11, TEAMCITY",
        "TF_BUILD, False, ",
        "GITHUB_ACTIONS, '', ",
        "GITLAB_CI, true, "
    })
    void each_system_is_known_by_its_variable(String name, String value, CiSystem system) {
        assertThat(CiSystem.of(Map.of(name, value)).orElse(null)).isEqualTo(system);
    }

    @ParameterizedTest
    @EnumSource(CiSystem.class)
    void a_note_is_one_line_and_one_command_whatever_a_host_said(CiSystem system) {
        for (String line : system.notes(hostile())) {
            assertThat(line).doesNotContain("\n", "\r", "\u2028", "\u202e");
            String rest = line.substring(2);
            assertThat(rest).doesNotContain("##vso[", "##teamcity[", "##[");
            assertThat(line).startsWith(system == CiSystem.GITHUB ? "::" : "##");
        }
    }

    @Test
    void github_gets_its_commands_escaped() {
        assertThat(CiSystem.GITHUB.notes(hostile()))
                .hasSize(2)
                .first()
                .asString()
                .startsWith(
                        "::error title=fleet-logoff::failed: ws2: 100%25 \\r\\n::error::x\\n#%23vso[");
    }

    @Test
    void azure_gets_its_commands_escaped() {
        assertThat(CiSystem.AZURE.notes(hostile()).getFirst())
                .startsWith(
                        "##vso[task.logissue type=error]fleet-logoff: failed: ws2: 100%AZP25 \\r\\n::error::x\\n#"
                                + " #vso[task.setvariable variable=a%5Db")
                .contains("%3B");
        assertThat(CiSystem.AZURE.summary("/tmp/a]b;c.md"))
                .contains("##vso[task.uploadsummary]/tmp/a%5Db%3Bc.md");
    }

    @Test
    void teamcity_gets_its_messages_escaped_and_figures_for_charts() {
        assertThat(CiSystem.TEAMCITY.notes(hostile()))
                .first()
                .asString()
                .contains("##teamcity|[x y=|'1|'|]", "|0x00FC")
                .endsWith("' status='ERROR']");
        assertThat(CiSystem.TEAMCITY.notes(hostile()))
                .contains(
                        "##teamcity[buildStatisticValue key='fleetLogoff.hosts.unreachable' value='1']");
    }

    @Test
    void a_run_without_trouble_is_silent() {
        assertThat(CiSystem.GITHUB.notes(report(Runs.completed("ws1")))).isEmpty();
    }

    @Test
    void no_more_notes_than_a_system_shows() {
        HostReport[] many =
                IntStream.range(0, 30)
                        .mapToObj(i ->
                                Runs.host(
                                        "ws" + i, HostOutcome.FAILED, 1, "fault " + "x".repeat(i)))
                        .toArray(HostReport[]::new);

        List<String> notes = CiSystem.GITHUB.notes(report(many));

        assertThat(notes).hasSize(10);
        assertThat(notes.getLast()).contains("21 more kinds of trouble");
    }

    @Test
    void the_summary_is_one_line_of_ascii_with_totals_and_trouble() throws IOException {
        StringWriter out = new StringWriter();

        new SummaryJson().write(hostile(), out);

        assertThat(out.toString().strip()).isPrintable().isASCII();
        JsonNode summary = new ObjectMapper().readTree(out.toString());
        assertThat(summary.path("exitCode").asInt()).isEqualTo(3);
        assertThat(summary.path("totals").path("hosts").asInt()).isEqualTo(3);
        assertThat(summary.path("run").path("id").asText()).isEqualTo(Runs.ID);
        assertThat(summary.path("trouble").get(0).asText()).startsWith("failed: ws2");
        assertThat(summary.path("text").asText())
                .isEqualTo(
                        "fleet-logoff logoff: 3 hosts: 1 completed, 1 failed, 1 unreachable; 0 sessions; exit code 3");
        assertThat(summary.has("hosts")).isFalse();
    }
}
