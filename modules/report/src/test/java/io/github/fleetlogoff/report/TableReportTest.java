package io.github.fleetlogoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.HostSet;
import io.github.fleetlogoff.model.RunEvent.HostActing;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableReportTest {

    private static String write(RunReport report, TableStyle style) throws IOException {
        StringWriter out = new StringWriter();
        new TableReport(style).write(report, out);
        return out.toString();
    }

    private static TableStyle terminal(int width) {
        return TableStyle.terminal(width, false);
    }

    @Test
    void the_demo() throws Exception {
        assertThat(write(Examples.demo(), terminal(100))).isEqualTo(Examples.expected("demo.txt"));
    }

    @Test
    void trouble_comes_first_with_its_next_step() throws Exception {
        assertThat(write(Examples.trouble(), terminal(100)))
                .isEqualTo(Examples.expected("trouble.txt"));
    }

    @Test
    void trouble_on_a_narrow_terminal() throws Exception {
        assertThat(write(Examples.trouble(), terminal(60)))
                .isEqualTo(Examples.expected("trouble-60.txt"));
    }

    @Test
    void trouble_in_a_pipe_is_not_cut() throws Exception {
        assertThat(write(Examples.trouble(), TableStyle.PLAIN))
                .isEqualTo(Examples.expected("trouble-pipe.txt"));
    }

    @Test
    void a_list_of_sessions() throws Exception {
        assertThat(write(Examples.list(), terminal(100))).isEqualTo(Examples.expected("list.txt"));
    }

    @Test
    void a_dry_run() throws Exception {
        assertThat(write(Examples.dryRun(), terminal(100)))
                .isEqualTo(Examples.expected("dry-run.txt"));
    }

    @Test
    void waves_stand_in_their_order() throws Exception {
        List<HostReport> hosts = new ArrayList<>();
        for (int wave : List.of(10, 10, 2, 1)) {
            HostReport host = Runs.completed("ws" + hosts.size());
            hosts.add(
                    new HostReport(
                            host.host(),
                            host.outcome(),
                            host.exitCode(),
                            host.effort(),
                            "wave " + wave + " of 10",
                            null,
                            List.of()));
        }
        String table = write(Runs.report(hosts.toArray(HostReport[]::new)), terminal(100));

        assertThat(table).containsSubsequence("wave 1 of", "wave 2 of", "wave 10 of");
    }

    @Test
    void an_unfinished_run() throws Exception {
        RunFold fold = new RunFold();
        fold.emit(Runs.started(Runs.logoff(), "ws1", "ws2"));
        fold.emit(new HostActing(Runs.START, "ws1", null));
        assertThat(write(fold.report(), terminal(100)))
                .isEqualTo(Examples.expected("unfinished.txt"));
    }

    @Test
    void thousands_are_grouped() {
        assertThat(List.of(0, 7, 999, 1000, 25_000, 1_234_567))
                .extracting(TableReport::number)
                .containsExactly("0", "7", "999", "1,000", "25,000", "1,234,567");
    }

    @Test
    void ten_thousand_hosts_fit_on_a_few_screens() throws Exception {
        List<String> lines = write(Examples.tenThousand(), terminal(100)).lines().toList();
        assertThat(lines).hasSizeLessThan(300);
        assertThat(lines.getFirst()).startsWith("OUTCOME");
        assertThat(lines.get(1)).startsWith("unreachable").contains("1,000");
        assertThat(lines.get(20).strip()).isEqualTo("… the rest in -o csv");
        assertThat(lines.get(21)).isEqualTo("    no connection to <address> within …");
        assertThat(lines)
                .anyMatch(line ->
                        line.matches(
                                "… and 2,\\d{3} more sessions: 2,\\d{3} logged-off; -o csv.*"));
        assertThat(String.join(" ", lines.subList(lines.size() - 2, lines.size())))
                .startsWith("10,000 hosts in 1.9s: ")
                .contains("1,000 unreachable")
                .endsWith("exit code 4");
    }

    @Test
    void every_host_is_named_even_where_there_are_too_many_kinds_of_failure() throws Exception {
        TableStyle few = new TableStyle(TableStyle.UNLIMITED, 3, 10, false);
        List<String> lines = write(Examples.tenThousand(), few).lines().toList();
        List<String> named = new ArrayList<>();
        for (String line : lines.subList(1, lines.indexOf(""))) {
            if (!line.startsWith(" ")) {
                named.addAll(HostSet.expandAll(line.substring(line.lastIndexOf(' ') + 1)));
            }
        }
        assertThat(named).hasSize(10_000).doesNotHaveDuplicates();
        assertThat(lines).contains("    98 more messages, all of them in -o json");
    }

    @Test
    void another_error_number_is_another_kind_but_another_port_or_duration_is_not()
            throws Exception {
        RunReport report =
                Runs.report(
                        Runs.host(
                                "a",
                                HostOutcome.UNREACHABLE,
                                null,
                                "A.example.com:41001 refused after 1.5s, error 5"),
                        Runs.host(
                                "b",
                                HostOutcome.UNREACHABLE,
                                null,
                                "b.example.com:41002 refused after 2s, error 5"),
                        Runs.host(
                                "c",
                                HostOutcome.UNREACHABLE,
                                null,
                                "c.example.com:41003 refused after 2s, error 1722"));
        assertThat(write(report, TableStyle.PLAIN))
                .contains(" a,b\n")
                .contains("    <address> refused after …, error 5\n")
                .contains("    c.example.com:41003 refused after 2s, error 1722\n");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void nothing_that_a_host_says_can_steer_the_terminal(long seed) throws Exception {
        RunFold fold = new RunFold();
        Runs.random(new Random(seed)).forEach(fold::emit);
        assertThat(write(fold.report(), terminal(100)))
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n]]");
    }

    @ParameterizedTest
    @CsvSource({"70", "100", "200"})
    void no_line_of_a_table_is_wider_than_the_terminal(int width) throws Exception {
        List<String> lines = write(Examples.tenThousand(), terminal(width)).lines().toList();
        assertThat(lines.subList(0, lines.size() - 2))
                .allSatisfy(
                        line -> assertThat(TerminalText.cells(line)).isLessThanOrEqualTo(width));
    }

    @Test
    void colours_change_nothing_but_the_colour() throws Exception {
        String coloured = write(Examples.trouble(), TableStyle.terminal(100, true));
        assertThat(coloured)
                .contains("\u001b[31mfailed\u001b[0m")
                .contains("\u001b[32mlogged-off\u001b[0m");
        assertThat(coloured.replaceAll("\u001b\\[\\d*m", ""))
                .isEqualTo(write(Examples.trouble(), terminal(100)));
    }
}
