package io.github.fleetlogoff.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Cells in aligned columns under a header. Where the lines are too wide, the widest of the columns
/// that may shrink are cut until they fit or no column may shrink further.
final class Grid {
    private static final String GAP = "  ";
    private static final int NARROWEST = 6;
    private static final int MOST_LINES = 20;

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
    /// @param whole whether what does not fit goes on below, at the commas, instead of being cut;
    ///   for the last column only
    record Cell(String text, Ink ink, boolean whole) {
        static Cell of(String text) {
            return new Cell(text, Ink.PLAIN, false);
        }

        static Cell of(String text, Ink ink) {
            return new Cell(text, ink, false);
        }

        static Cell whole(String text) {
            return new Cell(text, Ink.PLAIN, true);
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
                        columns.stream().map(column -> Cell.of(column.name(), Ink.STRONG)).toList(),
                        widths,
                        colour));
        for (int row = 0; row < rows.size(); row++) {
            List<Cell> cells = rows.get(row);
            List<String> parts = parts(cells.getLast(), widths[widths.length - 1]);
            List<Cell> first = new ArrayList<>(cells);
            first.set(cells.size() - 1, Cell.of(parts.getFirst(), cells.getLast().ink()));
            lines.add(line(first, widths, colour));
            String indent = " ".repeat(start(widths));
            parts.stream().skip(1).map(part -> indent + part).forEach(lines::add);
            lines.addAll(notes.get(row));
        }
        return lines;
    }

    private static List<String> parts(Cell cell, int width) {
        if (!cell.whole()) {
            return List.of(cell.text());
        }
        List<String> names = List.of(cell.text().split("(?<=,)", -1));
        List<String> parts = TerminalText.joined(names, "", width);
        return parts.size() <= MOST_LINES
                ? parts
                : Stream.concat(
                                parts.stream().limit(MOST_LINES - 1L),
                                Stream.of(TerminalText.cut("… the rest in -o csv", width)))
                        .toList();
    }

    /// Where the last column begins.
    private static int start(int[] widths) {
        int start = 0;
        for (int at = 0; at < widths.length - 1; at++) {
            start += widths[at] + GAP.length();
        }
        return start;
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
