package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.Blackout;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says when no session may be ended. Asked before each: it remembers how long its latest answer
/// holds. Thread-safe.
final class Curfew {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm xxx", Locale.ROOT);

    private final Blackout blackout;
    private volatile Known known = new Known(Instant.MAX, Instant.MIN, null);

    // Of the moments from `from` until before `until`.
    private record Known(Instant from, Instant until, @Nullable String closed) {}

    Curfew(Blackout blackout) {
        this.blackout = blackout;
    }

    /// Why nothing may be ended at a moment, in one sentence; empty = it may.
    Optional<String> closed(Instant moment) {
        if (blackout.windows().isEmpty()) {
            return Optional.empty();
        }
        Known latest = known;
        if (moment.isBefore(latest.from) || !moment.isBefore(latest.until)) {
            latest = look(moment);
            known = latest;
        }
        return Optional.ofNullable(latest.closed);
    }

    private Known look(Instant moment) {
        return switch (blackout.at(moment.atZone(ZoneOffset.UTC))) {
            case Blackout.Standing.Open open -> new Known(moment, end(open.until()), null);
            case Blackout.Standing.Closed closed ->
                    new Known(moment, end(closed.until()), sentence(closed));
        };
    }

    private static Instant end(@Nullable ZonedDateTime until) {
        return until == null ? Instant.MAX : until.toInstant();
    }

    private static String sentence(Blackout.Standing.Closed closed) {
        ZoneId zone = closed.window().zone();
        ZonedDateTime until = closed.until();
        return "no session may be ended in the blackout '"
                + closed.window().text()
                + "'"
                + (until == null
                        ? ""
                        : ", which ends at "
                                + TIME.format(until.withZoneSameInstant(zone))
                                + "; run it again then");
    }
}
