package io.github.fleetlogoff.cli;

import java.io.PrintWriter;
import java.util.List;

/// Rows of cells, each column as wide as its widest cell.
final class TextTable {
    private TextTable() {}

    /// @param rows all with as many cells as the first
    static void print(List<List<String>> rows, PrintWriter out) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                text.append(row.get(i));
                if (i < widths.length - 1) {
                    text.repeat(' ', widths[i] - row.get(i).length() + 2);
                }
            }
            text.append(System.lineSeparator());
        }
        out.print(text);
    }
}
