package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Times of day, on some days, in which no session may be ended: `not before 22:00 Europe/Berlin`,
/// `not 06:00-22:00 on mon-fri Europe/Berlin`, `not on 2026-12-24..2026-12-26 Europe/Berlin`.
///
/// Where clocks are set forward or back within a window, it closes from the first moment at which
/// its clock shows a time of the window to the last: in doubt longer.
///
/// @param from the minute of the day at which it begins, 0 to 1439
/// @param to the minute at which it is over, 1 to 1440; where not after `from` it is one of the
///   next day
/// @param days the days on which it begins
/// @param zone whose clock counts
public record BlackoutWindow(int from, int to, Days days, ZoneId zone) {
    /// The minutes of a day.
    public static final int DAY = 24 * 60;

    /// The days on which a window begins.
    public sealed interface Days {

        boolean hold(LocalDate date);

        /// Every week.
        ///
        /// @param weekdays at least one
        record Weekdays(Set<DayOfWeek> weekdays) implements Days {
            /// Every day.
            public static final Weekdays ALL = new Weekdays(EnumSet.allOf(DayOfWeek.class));

            public Weekdays {
                weekdays = Collections.unmodifiableSet(EnumSet.copyOf(weekdays));
            }

            @Override
            public boolean hold(LocalDate date) {
                return weekdays.contains(date.getDayOfWeek());
            }
        }

        /// Once.
        ///
        /// @param ranges at least one
        record Dates(List<DateRange> ranges) implements Days {
            public Dates {
                ranges = List.copyOf(ranges);
                if (ranges.isEmpty()) {
                    throw new IllegalArgumentException("no date");
                }
            }

            @Override
            public boolean hold(LocalDate date) {
                return ranges.stream().anyMatch(range -> range.holds(date));
            }
        }
    }

    /// Dates from one to another, both included.
    public record DateRange(LocalDate first, LocalDate last) {
        public DateRange {
            if (last.isBefore(first)) {
                throw new IllegalArgumentException(
                        "the dates " + first + ".." + last + " run backwards");
            }
        }

        boolean holds(LocalDate date) {
            return !date.isBefore(first) && !date.isAfter(last);
        }
    }

    /// One stretch of closed time.
    ///
    /// @param start closed from here on
    /// @param end open again
    record Closing(Instant start, Instant end) {
        boolean holds(Instant moment) {
            return !moment.isBefore(start) && moment.isBefore(end);
        }
    }

    public BlackoutWindow {
        requireNonNull(days, "days is null");
        requireNonNull(zone, "zone is null");
        if (from < 0 || from >= DAY || to < 1 || to > DAY || from == to) {
            throw new IllegalArgumentException("no such times of day: " + from + " to " + to);
        }
    }

    /// Reads a window.
    ///
    /// @param zone whose clock counts where the text names none, absent = it must name one
    /// @throws IllegalArgumentException with a sentence that names the forms
    public static BlackoutWindow parse(String text, @Nullable ZoneId zone) {
        return new BlackoutText(text, zone).window();
    }

    /// The spelling that [#parse] reads, always with the zone.
    public String text() {
        return BlackoutText.of(this);
    }

    /// The stretch of this window that holds a moment; of two the one that ends later.
    Optional<Closing> closing(Instant moment) {
        LocalDate today = moment.atZone(zone).toLocalDate();
        // Clocks set back over midnight show yesterday's times again.
        return java.util.stream.IntStream.rangeClosed(-1, 1)
                .mapToObj(day -> on(today.plusDays(day)))
                .flatMap(Optional::stream)
                .filter(closing -> closing.holds(moment))
                .max(java.util.Comparator.comparing(Closing::end));
    }

    /// The stretch that begins on a date; empty where the days do not hold it, or where clocks skip
    /// all of it.
    Optional<Closing> on(LocalDate date) {
        if (!days.hold(date)) {
            return Optional.empty();
        }
        LocalDateTime midnight = date.atStartOfDay();
        Instant start = instant(midnight.plusMinutes(from), false);
        Instant end = instant(midnight.plusMinutes(to <= from ? to + DAY : to), true);
        return start.isBefore(end) ? Optional.of(new Closing(start, end)) : Optional.empty();
    }

    /// When the clock shows a time, as the beginning or the end of a window. A time that it skips
    /// is the moment of the skip; of a time that it shows twice the first is a beginning, the
    /// second an end.
    private Instant instant(LocalDateTime time, boolean end) {
        ZoneOffsetTransition change = zone.getRules().getTransition(time);
        if (change == null) {
            return time.atZone(zone).toInstant();
        }
        if (change.isGap()) {
            return change.getInstant();
        }
        // Times before the first one shown twice are over when it is shown for the first time.
        boolean second = end && time.isAfter(change.getDateTimeAfter());
        return time.toInstant(second ? change.getOffsetAfter() : change.getOffsetBefore());
    }
}
