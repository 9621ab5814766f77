package io.github.fleetlogoff.report;

import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionReport;

/// A session in words.
final class SessionText {

    private SessionText() {}

    /// `CORP\jdoe`, `jdoe`, or a dash for a session without a user. As the host has it: to be
    /// escaped.
    static String user(Session session) {
        String user = session.user();
        String domain = session.domain();
        if (user == null || user.isEmpty()) {
            return "-";
        }
        return domain == null || domain.isEmpty() ? user : domain + "\\" + user;
    }

    /// `session 2 jdoe rdp-tcp#2 active: logged-off`. As the host has it: to be escaped.
    static String line(SessionReport report) {
        Session session = report.session();
        String name = session.sessionName();
        String message = report.message();
        return "session "
                + session.id()
                + " "
                + user(session)
                + (name == null ? "" : " " + name)
                + " "
                + session.state().word()
                + ": "
                + report.outcome().word()
                + (message == null ? "" : " (" + message + ")");
    }
}
