package io.github.fleetlogoff.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;

/// Rows of cells, each column as wide as its widest cell.
final class TextTable {
    private TextTable() {}

    /// @param rows all with as many cells as the first
    static void print(List<List<String>> rows, PrintWriter out) {
        print(rows.getFirst(), rows.subList(1, rows.size()), row -> row, out);
    }

    /// @param cells a row's, as many as headings; asked twice, so that a long table is never whole
    ///   in memory
    static <T> void print(
            List<String> headings, List<T> rows, Function<T, List<String>> cells, PrintWriter out) {
        int[] widths = new int[headings.size()];
        widen(widths, headings);
        rows.forEach(row -> widen(widths, cells.apply(row)));
        StringBuilder line = new StringBuilder();
        line(widths, headings, line, out);
        rows.forEach(row -> line(widths, cells.apply(row), line, out));
    }

    private static void widen(int[] widths, List<String> row) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
        }
    }

    private static void line(int[] widths, List<String> row, StringBuilder line, PrintWriter out) {
        line.setLength(0);
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i));
            if (i < widths.length - 1) {
                line.repeat(' ', widths[i] - row.get(i).length() + 2);
            }
        }
        out.append(line.append(System.lineSeparator()));
    }
}
