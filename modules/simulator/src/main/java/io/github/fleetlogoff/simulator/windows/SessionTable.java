package io.github.fleetlogoff.simulator.windows;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the table of qwinsta as the session script does, the second witness: two layouts by cells,
/// narrow and wide, else by the shape of the row.
final class SessionTable {

    /// What qwinsta shows for an id; names are empty where it shows none.
    record Seen(int id, String user, String sessionName, boolean current) {}

    private record Layout(int name, int end) {}

    private static final int FLAGS = Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNIX_LINES;
    private static final List<Layout> LAYOUTS = List.of(new Layout(19, 46), new Layout(27, 54));
    private static final Pattern HEAD = Pattern.compile("^[ >].*?(\\d+)  $", FLAGS);
    private static final Pattern SHAPE =
            Pattern.compile("^[ >](\\s*)(\\S.*?)(?:\\s{2,}(\\S.*?))?\\s{2,}(\\d+)\\s{2}\\S", FLAGS);

    private SessionTable() {}

    /// The rows by id, in the order of ids.
    static NavigableMap<Integer, Seen> read(List<String> lines) {
        NavigableMap<Integer, Seen> seen = new TreeMap<>();
        for (String line : lines) {
            Seen row = row(line);
            if (row != null) {
                seen.put(row.id, row);
            }
        }
        return Collections.unmodifiableNavigableMap(seen);
    }

    private static @Nullable Seen row(String line) {
        if (!Cells.hasDigit(line)) {
            return null;
        }
        String cells = Cells.expand(line);
        boolean current = line.startsWith(">");
        for (Layout layout : LAYOUTS) {
            int state = layout.end + 2;
            if (cells.length() <= state || cells.charAt(state) == ' ') {
                continue;
            }
            Matcher head = HEAD.matcher(cells.substring(0, state));
            if (head.find()) {
                String digits = head.group(1);
                return new Seen(
                        Integer.parseInt(digits),
                        Cells.cell(cells, layout.name, layout.end - digits.length()),
                        Cells.cell(cells, 1, layout.name),
                        current);
            }
        }
        Matcher shape = SHAPE.matcher(line);
        if (!shape.find()) {
            return null;
        }
        int id = Integer.parseInt(shape.group(4));
        if (shape.group(1).length() > 4) {
            return new Seen(id, shape.group(2), "", current);
        }
        return new Seen(id, shape.group(3) == null ? "" : shape.group(3), shape.group(2), current);
    }
}
