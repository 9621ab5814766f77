package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The times in which no session may be ended. Reading, warning included, is not acting; a warning
/// must leave its deadline outside.
///
/// @param windows each closes its own times; what one closes no other opens
public record Blackout(List<BlackoutWindow> windows) {
    /// No time is closed.
    public static final Blackout NONE = new Blackout(List.of());

    /// The most windows of one blackout.
    public static final int MOST = 500;

    // Two years with their leap days: what opens or closes later than that is not looked for.
    private static final int HORIZON_DAYS = 800;

    public Blackout {
        windows = List.copyOf(windows);
        if (windows.size() > MOST) {
            throw new IllegalArgumentException("there are more than " + MOST + " blackout windows");
        }
    }

    /// What holds at a moment.
    public sealed interface Standing {
        /// A sweep may act.
        ///
        /// @param until the first moment at which it may not, absent = none within two years
        record Open(@Nullable ZonedDateTime until) implements Standing {}

        /// A sweep may not act.
        ///
        /// @param window one that closes this moment
        /// @param until the first moment at which it may again, all windows regarded, absent = none
        ///   within two years
        record Closed(BlackoutWindow window, @Nullable ZonedDateTime until) implements Standing {
            public Closed {
                requireNonNull(window, "window is null");
            }
        }
    }

    /// Whether a sweep may act at a moment, and until when that holds. Times are in the zone of
    /// `moment`.
    public Standing at(ZonedDateTime moment) {
        Instant now = moment.toInstant();
        for (BlackoutWindow window : windows) {
            if (window.closing(now).isPresent()) {
                return new Standing.Closed(window, inZone(opening(now), moment));
            }
        }
        return new Standing.Open(inZone(closing(now), moment));
    }

    /// The first moment from `moment` on at which a sweep may act; empty where there is none within
    /// two years.
    public Optional<ZonedDateTime> nextOpening(ZonedDateTime moment) {
        return switch (at(moment)) {
            case Standing.Open _ -> Optional.of(moment);
            case Standing.Closed closed -> Optional.ofNullable(closed.until());
        };
    }

    /// The windows of both.
    public Blackout and(Blackout other) {
        Set<BlackoutWindow> both = new LinkedHashSet<>(windows);
        both.addAll(other.windows);
        return new Blackout(List.copyOf(both));
    }

    private @Nullable Instant opening(Instant now) {
        Instant end = now.plusSeconds(HORIZON_DAYS * 86_400L);
        Instant moment = now;
        while (moment.isBefore(end)) {
            Instant before = moment;
            for (BlackoutWindow window : windows) {
                moment = window.closing(moment).map(BlackoutWindow.Closing::end).orElse(moment);
            }
            if (moment.equals(before)) {
                return moment;
            }
        }
        return null;
    }

    private @Nullable Instant closing(Instant now) {
        Instant first = null;
        for (BlackoutWindow window : windows) {
            LocalDate today = now.atZone(window.zone()).toLocalDate();
            for (int day = 0; day <= HORIZON_DAYS; day++) {
                Optional<Instant> start =
                        window.on(today.plusDays(day))
                                .map(BlackoutWindow.Closing::start)
                                .filter(now::isBefore);
                if (start.isPresent()) {
                    first = first == null || start.get().isBefore(first) ? start.get() : first;
                    break;
                }
            }
        }
        return first;
    }

    private static @Nullable ZonedDateTime inZone(@Nullable Instant moment, ZonedDateTime like) {
        return moment == null ? null : moment.atZone(like.getZone());
    }
}
