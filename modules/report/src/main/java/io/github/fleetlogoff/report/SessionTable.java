package io.github.fleetlogoff.report;

import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The sessions of a report, one line each: of a sweep what became of them, what failed first; of a
/// list who is on.
final class SessionTable {
    private static final String ABSENT = "-";

    private final TableStyle style;

    private record Row(HostReport host, SessionReport session) {
        boolean failed() {
            return TableReport.failed(session.outcome());
        }
    }

    SessionTable(TableStyle style) {
        this.style = style;
    }

    List<String> lines(RunReport report) {
        List<Row> rows = new ArrayList<>();
        for (RunReport.Entry entry : report.hosts()) {
            entry.result().sessions().stream()
                    .sorted(Comparator.comparingInt(session -> session.session().id()))
                    .forEach(session -> rows.add(new Row(entry.result(), session)));
        }
        if (rows.isEmpty()) {
            return List.of();
        }
        if (report.sweep().action() == Action.LIST) {
            return listed(rows);
        }
        rows.sort(Comparator.comparing(row -> !row.failed()));
        int shown = Math.min(style.sessions(), rows.size());
        List<String> lines = new ArrayList<>(actedOn(rows.subList(0, shown)));
        if (shown < rows.size()) {
            lines.add(beyond(rows.subList(shown, rows.size())));
        }
        return lines;
    }

    private List<String> listed(List<Row> rows) {
        List<Grid.Column> columns = columns();
        columns.add(Grid.Column.left("LOGON"));
        Grid grid = new Grid(columns);
        for (Row row : rows) {
            List<Grid.Cell> cells = cells(row);
            cells.add(cell(row.session().session().logonTime()));
            grid.add(cells, List.of());
        }
        return grid.lines(style.width(), style.colour());
    }

    private List<String> actedOn(List<Row> rows) {
        boolean noted =
                rows.stream().anyMatch(row -> !row.failed() && !note(row.session()).isEmpty());
        List<Grid.Column> columns = columns();
        columns.add(Grid.Column.left("OUTCOME"));
        columns.add(Grid.Column.right("EXIT"));
        if (noted) {
            columns.add(Grid.Column.elastic("NOTE"));
        }
        Grid grid = new Grid(columns);
        for (Row row : rows) {
            List<Grid.Cell> cells = cells(row);
            SessionOutcome outcome = row.session().outcome();
            cells.add(Grid.Cell.of(outcome.word(), Ink.of(outcome)));
            Integer exitCode = row.host().exitCode();
            cells.add(Grid.Cell.of(exitCode == null ? ABSENT : exitCode.toString()));
            String note = note(row.session());
            if (noted) {
                cells.add(Grid.Cell.of(row.failed() ? "" : note));
            }
            grid.add(cells, row.failed() ? TableReport.indented(note, style) : List.of());
        }
        return grid.lines(style.width(), style.colour());
    }

    private static List<Grid.Column> columns() {
        return new ArrayList<>(
                List.of(
                        Grid.Column.elastic("HOST"),
                        Grid.Column.right("ID"),
                        Grid.Column.elastic("USER"),
                        Grid.Column.elastic("SESSION"),
                        Grid.Column.left("STATE"),
                        Grid.Column.right("IDLE")));
    }

    private static List<Grid.Cell> cells(Row row) {
        Session session = row.session().session();
        String user = session.user();
        String domain = session.domain();
        return new ArrayList<>(
                List.of(
                        cell(row.host().host()),
                        Grid.Cell.of(Integer.toString(session.id())),
                        cell(user == null || domain == null ? user : domain + "\\" + user),
                        cell(session.sessionName()),
                        Grid.Cell.of(session.state().word()),
                        cell(session.idle())));
    }

    private static Grid.Cell cell(@Nullable String text) {
        return Grid.Cell.of(text == null || text.isEmpty() ? ABSENT : TerminalText.visible(text));
    }

    private static String note(SessionReport session) {
        String message = session.message();
        if (message != null) {
            return TerminalText.visible(message);
        }
        Integer exitCode = session.exitCode();
        return exitCode == null || exitCode == 0 ? "" : "exit code " + exitCode;
    }

    private static String beyond(List<Row> rows) {
        Map<SessionOutcome, Integer> counts = new EnumMap<>(SessionOutcome.class);
        rows.forEach(row -> counts.merge(row.session().outcome(), 1, Integer::sum));
        return TerminalText.ELLIPSIS
                + " and "
                + TableReport.count(rows.size(), "more session")
                + ": "
                + TableReport.counts(counts)
                + "; -o csv lists every one";
    }
}
