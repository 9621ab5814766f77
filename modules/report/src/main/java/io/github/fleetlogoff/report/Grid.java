package io.github.fleetlogoff.report;

import java.util.ArrayList;
import java.util.List;

/// Cells in aligned columns under a header. Where the lines are too wide, the widest of the columns
/// that may shrink are cut until they fit or no column may shrink further.
final class Grid {
    private static final String GAP = "  ";
    private static final int NARROWEST = 6;

    /// @param elastic whether it may be cut
    record Column(String name, boolean rightAligned, boolean elastic) {
        static Column left(String name) {
            return new Column(name, false, false);
        }

        static Column right(String name) {
            return new Column(name, true, false);
        }

        static Column elastic(String name) {
            return new Column(name, false, true);
        }
    }

    /// @param text visible text
    record Cell(String text, Ink ink) {
        static Cell of(String text) {
            return new Cell(text, Ink.PLAIN);
        }
    }

    private final List<Column> columns;
    private final List<List<Cell>> rows = new ArrayList<>();
    private final List<List<String>> notes = new ArrayList<>();

    Grid(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /// @param note lines that stand under the row
    void add(List<Cell> cells, List<String> note) {
        rows.add(List.copyOf(cells));
        notes.add(List.copyOf(note));
    }

    List<String> lines(int width, boolean colour) {
        int[] widths = widths(width);
        List<String> lines = new ArrayList<>();
        lines.add(
                line(
                        columns.stream()
                                .map(column -> new Cell(column.name(), Ink.STRONG))
                                .toList(),
                        widths,
                        colour));
        for (int row = 0; row < rows.size(); row++) {
            lines.add(line(rows.get(row), widths, colour));
            lines.addAll(notes.get(row));
        }
        return lines;
    }

    private String line(List<Cell> cells, int[] widths, boolean colour) {
        StringBuilder line = new StringBuilder();
        for (int at = 0; at < columns.size(); at++) {
            Cell cell = cells.get(at);
            String text = TerminalText.cut(cell.text(), widths[at]);
            int blanks = Math.max(0, widths[at] - TerminalText.cells(text));
            boolean last = at == columns.size() - 1;
            line.append(at == 0 ? "" : GAP)
                    .append(columns.get(at).rightAligned() ? " ".repeat(blanks) : "")
                    .append(cell.ink().paint(text, colour))
                    .append(columns.get(at).rightAligned() || last ? "" : " ".repeat(blanks));
        }
        return line.toString().stripTrailing();
    }

    private int[] widths(int most) {
        int[] widths = new int[columns.size()];
        for (int at = 0; at < widths.length; at++) {
            widths[at] = TerminalText.cells(columns.get(at).name());
            for (List<Cell> row : rows) {
                widths[at] = Math.max(widths[at], TerminalText.cells(row.get(at).text()));
            }
        }
        long over = -most + (long) GAP.length() * (widths.length - 1);
        for (int width : widths) {
            over += width;
        }
        for (int widest = widest(widths); over > 0 && widest >= 0; widest = widest(widths)) {
            widths[widest]--;
            over--;
        }
        return widths;
    }

    private int widest(int[] widths) {
        int widest = -1;
        for (int at = 0; at < widths.length; at++) {
            boolean shrinks = columns.get(at).elastic() && widths[at] > NARROWEST;
            if (shrinks && (widest < 0 || widths[at] > widths[widest])) {
                widest = at;
            }
        }
        return widest;
    }
}
