package io.github.fleetlogoff.simulator.windows;

import java.util.List;
import java.util.Locale;

/// Prints the tables of quser and qwinsta in a display language, in the cells that real hosts use:
/// lines end CRLF.
final class ListingWriter {

    private static final int CUT = 13;

    private final Language language;
    private final boolean wide;
    private final long minutes;

    /// @param wide whether qwinsta prints the wide layout of newer hosts
    /// @param minutes since the fleet started
    ListingWriter(Language language, boolean wide, long minutes) {
        this.language = language;
        this.wide = wide;
        this.minutes = minutes;
    }

    /// The table of quser: sessions without a user are left out, names are in lower case.
    String quser(List<UserSession> sessions) {
        StringBuilder table = new StringBuilder(80 * (sessions.size() + 1));
        line(table, language.quserHeader());
        for (UserSession session : sessions) {
            if (session.user().isEmpty()) {
                continue;
            }
            line(
                    table,
                    " "
                            + Cells.left(session.user().toLowerCase(Locale.ROOT), 22)
                            + Cells.left(session.sessionName(), 15)
                            + Cells.right(String.valueOf(session.id()), 6)
                            + "  "
                            + Cells.left(word(session.state()), 6)
                            + "  "
                            + idle(session.idle(minutes))
                            + session.logonTime());
        }
        return table.toString();
    }

    /// The table of qwinsta, with the services' row, in whose session a remote shell runs, and the
    /// listeners.
    String qwinsta(List<UserSession> sessions, List<Listener> listeners) {
        StringBuilder table = new StringBuilder(96 * (sessions.size() + 3));
        Language.Headings headings = language.headings();
        line(
                table,
                " "
                        + Cells.left(headings.sessionName(), nameWidth())
                        + Cells.left(headings.userName(), 25)
                        + "ID  "
                        + headings.tail());
        row(table, '>', "services", "", 0, language.states().disconnected());
        for (UserSession session : sessions) {
            row(
                    table,
                    ' ',
                    session.sessionName(),
                    session.user(),
                    session.id(),
                    word(session.state()));
        }
        for (Listener listener : listeners) {
            row(table, ' ', cut(listener.name()), "", listener.id(), language.states().listen());
        }
        return table.toString();
    }

    /// What waits for sessions.
    ///
    /// @param id 65536 or more
    record Listener(String name, int id) {}

    private void row(
            StringBuilder table,
            char marker,
            String sessionName,
            String user,
            int id,
            String state) {
        line(
                table,
                marker
                        + Cells.left(sessionName, nameWidth())
                        + Cells.left(user, 20)
                        + Cells.right(String.valueOf(id), 7)
                        + "  "
                        + Cells.left(state, 6)
                        + "  "
                        + " ".repeat(20));
        if (Cells.width(state) > 14) {
            table.append(
                    "\r\n"); // a word that runs through the next column is followed by an empty
            // line
        }
    }

    private int nameWidth() {
        return wide ? 26 : 18;
    }

    private String cut(String name) {
        return wide || name.length() <= CUT + 3 ? name : name.substring(0, CUT) + "...";
    }

    private String idle(String idle) {
        return idle.equals(UserSession.NO_IDLE) ? language.none() : Cells.right(idle, 9) + "  ";
    }

    private String word(UserSession.State state) {
        return switch (state) {
            case ACTIVE -> language.states().active();
            case DISCONNECTED -> language.states().disconnected();
            case CONNECTED -> language.states().connected();
        };
    }

    private static void line(StringBuilder table, String line) {
        table.append(line).append("\r\n");
    }
}
