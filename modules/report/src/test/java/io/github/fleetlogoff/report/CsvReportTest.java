package io.github.fleetlogoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.SessionState;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReportTest {

    private static String write(RunReport report) throws IOException {
        StringWriter out = new StringWriter();
        new CsvReport().write(report, out);
        return out.toString();
    }

    @Test
    void a_session_is_a_row_and_so_is_a_host_without_one() throws Exception {
        assertThat(write(Examples.small()))
                .isEqualTo(Examples.expected("small.csv").replace("\n", "\r\n"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "=1+1, '=1+1",
                "+49, '+49",
                "-x, '-x",
                "@SUM(A1), '@SUM(A1)",
                "a=b, a=b",
                "~a,b~, ~\"a,b\"~",
                "say \"hi\", ~\"say \"\"hi\"\"\"~",
                "~=\"a\",b~, ~\"'=\"\"a\"\",b\"~",
            })
    void a_cell_is_quoted_where_it_must_be_and_never_runs_as_a_formula(String user, String cell)
            throws Exception {
        assertThat(row(user)).contains(",2," + cell + ",,rdp-tcp#2,");
    }

    @Test
    void a_tab_or_a_line_end_at_the_beginning_of_a_cell_is_no_formula_either() throws Exception {
        assertThat(row("\t=1")).contains(",2,'\t=1,");
        assertThat(row("\r=1")).contains(",2,\"'\r=1\",");
        assertThat(row("a\nb")).contains(",2,\"a\nb\",");
    }

    @Test
    void what_steers_a_terminal_is_shown_as_an_escape() throws Exception {
        assertThat(row("\u001b[31m\u202ex")).contains(",2,\\u001b[31m\\u202ex,");
    }

    @Test
    void a_negative_exit_code_stays_a_number() throws Exception {
        SessionReport crashed =
                new SessionReport(
                        new Session(
                                2,
                                "jdoe",
                                null,
                                null,
                                SessionState.ACTIVE,
                                null,
                                null,
                                null,
                                false),
                        SessionOutcome.FAILED,
                        -1073741502,
                        null);
        assertThat(write(Runs.report(Runs.host("a", HostOutcome.FAILED, 1, null, crashed))))
                .contains(",failed,-1073741502,\r\n");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void every_row_has_the_cells_of_the_header_whatever_hosts_answer(long seed) throws Exception {
        RunFold fold = new RunFold();
        Runs.random(new Random(seed)).forEach(fold::emit);
        RunReport report = fold.report();
        List<Integer> cells = CsvRows.cells(write(report));
        long rows =
                report.hosts().stream()
                        .mapToInt(host -> Math.max(1, host.result().sessions().size()))
                        .sum();
        assertThat(cells).hasSize((int) rows + 1).containsOnly(19);
    }

    private static String row(String user) throws IOException {
        return write(
                Runs.report(Runs.completed("a", Runs.session(2, user, SessionOutcome.LOGGED_OFF))));
    }
}
