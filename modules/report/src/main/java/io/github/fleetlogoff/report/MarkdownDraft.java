package io.github.fleetlogoff.report;

import java.nio.charset.StandardCharsets;

/// Markdown of a limited length. Lines always find room, rows as long as there is enough for the
/// rest. Not thread-safe.
final class MarkdownDraft {
    private final StringBuilder text = new StringBuilder();
    private final int most;
    private int taken;

    /// @param most bytes of UTF-8
    MarkdownDraft(int most) {
        this.most = most;
    }

    void line(String line) {
        text.append(line).append('\n');
        taken += bytes(line);
    }

    void table(String header, String rule) {
        line(header);
        line(rule);
    }

    /// Adds a row of a table, unless less than `reserve` bytes would then be left for what follows.
    ///
    /// @return whether it was added
    boolean row(String row, int reserve) {
        if (taken + bytes(row) > most - reserve) {
            return false;
        }
        line(row);
        return true;
    }

    void open(String summary) {
        line("<details><summary>" + summary + "</summary>");
        line("");
    }

    void close() {
        line("</details>");
        line("");
    }

    String text() {
        return text.toString();
    }

    private static int bytes(String line) {
        return line.getBytes(StandardCharsets.UTF_8).length + 1;
    }
}
