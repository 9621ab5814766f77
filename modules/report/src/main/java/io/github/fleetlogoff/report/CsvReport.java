package io.github.fleetlogoff.report;

import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionReport;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The report as a table for spreadsheets: RFC 4180 with a header, one row per session and one for
/// a host without sessions, an absent value as an empty cell.
///
/// A text that a spreadsheet would run as a formula gets an apostrophe before it. Characters that
/// steer a terminal or deceive an eye are shown as escapes, line ends and tabs excepted.
public final class CsvReport implements ReportWriter {
    private static final String HEADER =
            "host,address,site,hostOutcome,hostExitCode,attempts,durationMillis,hostMessage,"
                    + "sessionId,user,domain,sessionName,state,idle,idleSeconds,logonTime,sessionOutcome,sessionExitCode,"
                    + "sessionMessage";
    private static final int SESSION_CELLS = 11;

    @Override
    public void write(RunReport report, Writer out) throws IOException {
        out.write(HEADER + "\r\n");
        for (RunReport.Entry entry : report.hosts()) {
            String host = String.join(",", hostCells(entry));
            List<SessionReport> sessions = entry.result().sessions();
            if (sessions.isEmpty()) {
                out.write(host + ",".repeat(SESSION_CELLS) + "\r\n");
            }
            for (SessionReport session : sessions) {
                out.write(host + "," + String.join(",", sessionCells(session)) + "\r\n");
            }
        }
    }

    private static List<String> hostCells(RunReport.Entry entry) {
        HostReport host = entry.result();
        List<String> cells = new ArrayList<>();
        cells.add(text(entry.planned().name()));
        cells.add(text(entry.planned().address()));
        cells.add(text(entry.planned().site()));
        cells.add(host.outcome().word());
        cells.add(number(host.exitCode()));
        cells.add(number(host.effort().attempts()));
        cells.add(number(host.effort().duration().toMillis()));
        cells.add(text(host.message()));
        return cells;
    }

    private static List<String> sessionCells(SessionReport report) {
        Session session = report.session();
        List<String> cells = new ArrayList<>();
        cells.add(number(session.id()));
        cells.add(text(session.user()));
        cells.add(text(session.domain()));
        cells.add(text(session.sessionName()));
        cells.add(session.state().word());
        cells.add(text(session.idle()));
        cells.add(number(session.idleSeconds()));
        cells.add(text(session.logonTime()));
        cells.add(report.outcome().word());
        cells.add(number(report.exitCode()));
        cells.add(text(report.message()));
        return cells;
    }

    private static String number(@Nullable Number value) {
        return value == null ? "" : value.toString();
    }

    private static String text(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return "";
        }
        String safe = TerminalText.visible(value, "\t\r\n");
        // What spreadsheets take for the beginning of a formula (OWASP, "CSV Injection").
        if ("=+-@\t\r\n".indexOf(safe.charAt(0)) >= 0) {
            safe = "'" + safe;
        }
        boolean quoted =
                safe.chars()
                        .anyMatch(letter ->
                                letter == ',' || letter == '"' || letter == '\r' || letter == '\n');
        return quoted ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}
