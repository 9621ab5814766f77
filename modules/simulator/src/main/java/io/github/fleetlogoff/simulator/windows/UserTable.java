package io.github.fleetlogoff.simulator.windows;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the table of quser as the session script does. The id ends before cell 44 and the state
/// starts at cell 46 in every language; a row that does not obey is read by its shape.
final class UserTable {

    private static final int FLAGS = Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNIX_LINES;
    private static final int NAME_END = 23;
    private static final int ID_END = 44;
    private static final int STATE = 46;

    private static final Pattern HEAD = Pattern.compile("^([ >])(.*?)(\\d+)  $", FLAGS);
    private static final Pattern SHAPE =
            Pattern.compile(
                    "^\\s?(>?)\\s*(\\S.*?)(?:\\s{2,}(\\S+))?\\s{2,}(\\d+)\\s{1,2}(\\S.*)$", FLAGS);
    private static final Pattern TAIL =
            Pattern.compile(
                    "^(\\D*?[^\\d\\s])\\s+(\\.|(?:\\d+\\+)?(?:\\d+:)?\\d+)\\s{2,}(\\S.*)$", FLAGS);
    private static final Pattern TAIL_IN_WORDS =
            Pattern.compile("^(\\S+)\\s+(\\S+)\\s+(\\S.*)$", FLAGS);
    private static final Pattern YEARS = Pattern.compile("^\\d{4,}\\+");
    private static final Pattern IDLE = Pattern.compile("^(?:(?:(\\d+)\\+)?(\\d+):)?(\\d+)$");

    private UserTable() {}

    static List<ScriptSession> read(List<String> lines) {
        return lines.stream()
                .mapMulti((String line, Consumer<ScriptSession> rows) -> {
                    ScriptSession row = row(line);
                    if (row != null) {
                        rows.accept(row);
                    }
                })
                .toList();
    }

    private static @Nullable ScriptSession row(String line) {
        if (!Cells.hasDigit(line)) {
            return null;
        }
        String cells = Cells.expand(line);
        ScriptSession row;
        String tail;
        Matcher head = HEAD.matcher(cells.length() > STATE ? cells.substring(0, STATE) : "");
        if (head.find() && cells.charAt(STATE) != ' ' && cells.charAt(NAME_END - 1) == ' ') {
            int from = ID_END - head.group(3).length();
            String sessionName = from > NAME_END ? Cells.cell(cells, NAME_END, from) : "";
            row =
                    new ScriptSession(
                            Integer.parseInt(head.group(3)),
                            Cells.cell(cells, 1, NAME_END),
                            sessionName,
                            head.group(1).equals(">"));
            tail = Cells.collapse(cells.substring(STATE));
        } else {
            Matcher shape = SHAPE.matcher(line);
            if (!shape.find()) {
                return null;
            }
            String sessionName = shape.group(3) == null ? "" : shape.group(3);
            row =
                    new ScriptSession(
                            Integer.parseInt(shape.group(4)),
                            shape.group(2),
                            sessionName,
                            shape.group(1).equals(">"));
            tail = shape.group(5);
        }
        return readTail(row, tail) ? row : null;
    }

    private static boolean readTail(ScriptSession row, String tail) {
        Matcher match = TAIL.matcher(tail);
        if (!match.find()) {
            match = TAIL_IN_WORDS.matcher(tail);
            if (!match.find()) {
                return false;
            }
        }
        row.state = match.group(1);
        row.idle = match.group(2);
        row.logonTime = match.group(3).strip();
        return true;
    }

    /// The idle time in seconds; null where it is unknown, as on a console, or where it is years,
    /// which no session idles.
    static @Nullable Integer seconds(String idle) {
        if (YEARS.matcher(idle).find()) {
            return null;
        }
        if (idle.equals(".")) {
            return 0;
        }
        Matcher parts = IDLE.matcher(idle);
        if (!parts.find()) {
            return null;
        }
        return 60
                * (1440 * number(parts.group(1))
                        + 60 * number(parts.group(2))
                        + number(parts.group(3)));
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
