package io.github.fleetlogoff.report;

/// How much room a table has.
///
/// @param width cells of a line, at least 40; [#UNLIMITED] cuts nothing
/// @param kinds kinds of outcome, told apart by their messages, that are shown apart, at least 1;
///   what is beyond is folded by outcome alone, so every host is named in any case
/// @param sessions sessions that a sweep's report lists one by one, at least 1; what is beyond is
///   counted. A list of sessions is never shortened: they are what was asked for
/// @param colour whether outcomes are coloured with ANSI escapes
public record TableStyle(int width, int kinds, int sessions, boolean colour) {
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /// For a file or a pipe: nothing is cut, nothing coloured.
    public static final TableStyle PLAIN = new TableStyle(UNLIMITED, UNLIMITED, UNLIMITED, false);

    private static final int NARROWEST = 40;

    public TableStyle {
        if (width < NARROWEST) {
            throw new IllegalArgumentException("width is below " + NARROWEST + ": " + width);
        }
        if (kinds < 1 || sessions < 1) {
            throw new IllegalArgumentException(
                    "kinds or sessions is below 1: " + kinds + ", " + sessions);
        }
    }

    /// For a terminal of this width; a narrower one than a table needs is taken as one of 40 cells.
    public static TableStyle terminal(int width, boolean colour) {
        return new TableStyle(Math.max(NARROWEST, width), 20, 200, colour);
    }
}
