package io.github.fleetlogoff.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// The id of a run: its start in UTC, and four random characters for runs of the same second.
final class RunId {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int RADIX = 36;

    private RunId() {}

    static String at(Instant start) {
        int suffix =
                RandomGenerator.getDefault()
                        .nextInt(RADIX * RADIX * RADIX, RADIX * RADIX * RADIX * RADIX);
        return TIME.format(start) + "-" + Integer.toString(suffix, RADIX);
    }
}
