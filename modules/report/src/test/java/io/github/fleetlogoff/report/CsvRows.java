package io.github.fleetlogoff.report;

import java.util.ArrayList;
import java.util.List;

/// A reader of RFC 4180, to hold what was written against.
final class CsvRows {

    private CsvRows() {}

    /// How many cells each row has; the text must end with CRLF.
    static List<Integer> cells(String text) {
        List<Integer> rows = new ArrayList<>();
        int cells = 1;
        boolean quoted = false;
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter == '"') {
                quoted = !quoted;
            } else if (!quoted && letter == ',') {
                cells++;
            } else if (!quoted && letter == '\r') {
                at++;
                if (text.charAt(at) != '\n') {
                    throw new AssertionError("a bare CR outside quotes at " + at);
                }
                rows.add(cells);
                cells = 1;
            } else if (!quoted && letter == '\n') {
                throw new AssertionError("a bare LF outside quotes at " + at);
            }
        }
        if (quoted || cells != 1) {
            throw new AssertionError("the last row has no end");
        }
        return rows;
    }
}
