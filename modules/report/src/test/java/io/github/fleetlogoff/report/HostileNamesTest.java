package io.github.fleetlogoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.RunHeader;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.SessionState;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/// What users and hosts call themselves, in every format at once.
class HostileNamesTest {
    private static final List<String> NAMES =
            List.of(
                    "<script>alert(1)</script>",
                    "</script><script>alert(2)</script>",
                    "--><img src=x onerror=alert(3)>",
                    "\" onmouseover=\"alert(4)",
                    "' autofocus onfocus='alert(5)",
                    "</td></tr></table><h1>",
                    "]]><x/>",
                    "&lt;b&gt;&amp;&#x3c;",
                    "=cmd|'/c calc'!A1",
                    "+1+cmd()",
                    "-2",
                    "@SUM(1)",
                    "\t=1",
                    "\u001b[2J\u001b[31mred\u001b[0m",
                    "\u009b31m",
                    "\u202egnp.exe",
                    "\u2066isolate",
                    "\u0000\u0007",
                    "\u2028line\u2029",
                    "\ufffe\uffff",
                    "half \ud83d pair",
                    "| a | b |",
                    "`code` **bold** ![x](http://evil.example/x)",
                    "[link](javascript:alert(6))",
                    "@everyone #1 !2",
                    "line\nend\r\n### heading");

    private static RunReport report(RunHeader header) {
        List<HostReport> hosts = new ArrayList<>();
        for (String name : NAMES) {
            SessionReport session =
                    new SessionReport(
                            new Session(
                                    2,
                                    name,
                                    name,
                                    name,
                                    SessionState.ACTIVE,
                                    name,
                                    null,
                                    name,
                                    false),
                            SessionOutcome.FAILED,
                            5,
                            name);
            hosts.add(Runs.host(name, HostOutcome.FAILED, 1, name, session));
        }
        return Runs.report(Runs.logoff(), header, hosts.toArray(HostReport[]::new));
    }

    private static String write(ReportFormat format) throws IOException {
        StringWriter out = new StringWriter();
        RunHeader plain = Runs.header(Runs.ID);
        RunHeader header =
                new RunHeader(
                        plain.id(),
                        plain.startedAt(),
                        "<script>alert(7)</script>",
                        "\u202e<script>alert(8)</script>@ops",
                        plain.program(),
                        plain.origin(),
                        plain.failOn());
        format.writer(TableStyle.PLAIN).write(report(header), out);
        return out.toString();
    }

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void nothing_steers_a_terminal_or_deceives_an_eye(ReportFormat format) throws Exception {
        // Line ends and tabs are part of some formats.
        assertThat(write(format))
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}&&[^\\n\\r\\t]]");
    }

    @ParameterizedTest
    @EnumSource(
            value = ReportFormat.class,
            names = {"HTML", "MARKDOWN", "JUNIT"})
    void nothing_becomes_an_element_or_an_attribute(ReportFormat format) throws Exception {
        assertThat(write(format))
                .doesNotContain("<script>alert")
                .doesNotContain("<img", "<h1>\n", "<x/>", "<b>")
                .doesNotContain("\" onmouseover", "' autofocus");
    }

    @Test
    void the_page_has_the_one_script_that_its_policy_names() throws Exception {
        assertThat(Pattern.compile("<script").matcher(write(ReportFormat.HTML)).results())
                .hasSize(1);
    }

    @Test
    void a_markdown_table_keeps_its_columns_and_has_no_mark_but_its_own() throws Exception {
        List<String> rows =
                write(ReportFormat.MARKDOWN)
                        .lines()
                        .filter(line -> line.startsWith("| <code>"))
                        .toList();
        assertThat(rows)
                .hasSize(NAMES.size())
                .allSatisfy(row -> {
                    assertThat(row.chars().filter(letter -> letter == '|')).hasSize(8);
                    assertThat(row).doesNotContainPattern("[`*_!\\[\\]()@\\\\]");
                });
    }

    @Test
    void xml_is_read_back_as_it_was_shown() throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(write(ReportFormat.JUNIT))));
        List<String> names = new ArrayList<>();
        for (int at = 0; at < NAMES.size(); at++) {
            names.add(
                    document.getElementsByTagName("testcase")
                            .item(at)
                            .getAttributes()
                            .getNamedItem("name")
                            .getNodeValue());
        }
        assertThat(names)
                .startsWith("<script>alert(1)</script>")
                .contains("]]><x/>", "&lt;b&gt;&amp;&#x3c;", "\\u202egnp.exe", "\\ufffe\\uffff");
    }

    @Test
    void json_gives_back_exactly_what_the_host_said() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        List<String> users = new ArrayList<>();
        for (JsonNode host : mapper.readTree(write(ReportFormat.JSON)).get("hosts")) {
            users.add(host.get("sessions").get(0).get("user").asText());
        }
        assertThat(users).isEqualTo(NAMES);
        List<String> lines = write(ReportFormat.NDJSON).lines().toList();
        for (int at = 0; at < NAMES.size(); at++) {
            assertThat(mapper.readTree(lines.get(at + 1)).get("host").asText())
                    .isEqualTo(NAMES.get(at));
        }
    }

    @Test
    void no_cell_of_a_spreadsheet_is_a_formula() throws Exception {
        assertThat(write(ReportFormat.CSV)).doesNotContainPattern("(?:^|[,\\n])\"?[=+@\\t-][^,]");
    }
}
