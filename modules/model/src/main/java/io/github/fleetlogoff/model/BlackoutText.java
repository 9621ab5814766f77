package io.github.fleetlogoff.model;

import io.github.fleetlogoff.model.BlackoutWindow.DateRange;
import io.github.fleetlogoff.model.BlackoutWindow.Days;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Blackout windows as people write them.
final class BlackoutText {
    private static final int LENGTH = 1_000;
    private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{2})");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final List<String> WEEKDAYS =
            List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final String FORMS =
            "write it like 'not before 22:00 Europe/Berlin', 'not 06:00-22:00 on mon-fri Europe/Berlin' or"
                    + " 'not on 2026-12-24..2026-12-26 Europe/Berlin'";

    private final String text;
    private final @Nullable ZoneId fallback;
    private final Deque<String> words;

    BlackoutText(String text, @Nullable ZoneId fallback) {
        this.text = text;
        this.fallback = fallback;
        if (text.length() > LENGTH) {
            throw new IllegalArgumentException(
                    "a blackout window is longer than 1000 characters; " + FORMS);
        }
        this.words = new ArrayDeque<>(Arrays.asList(text.strip().split("\\s+")));
    }

    private record Times(int from, int to) {
        static final Times WHOLE_DAY = new Times(0, BlackoutWindow.DAY);
    }

    BlackoutWindow window() {
        if (!next().equalsIgnoreCase("not")) {
            throw wrong("it begins with 'not'");
        }
        boolean wholeDay = "on".equalsIgnoreCase(words.peek());
        Times times = wholeDay ? Times.WHOLE_DAY : times();
        Days days = Days.Weekdays.ALL;
        if ("on".equalsIgnoreCase(words.peek())) {
            words.remove();
            days = days(next());
        }
        ZoneId zone = words.isEmpty() ? fallback : zone(words.remove());
        if (zone == null) {
            throw wrong("it ends with a time zone");
        }
        if (!words.isEmpty()) {
            throw wrong("'" + words.peek() + "' is one word too many");
        }
        return new BlackoutWindow(times.from, times.to, days, zone);
    }

    private Times times() {
        String word = next();
        if (word.equalsIgnoreCase("before")) {
            return times(0, minute(next()));
        }
        if (word.equalsIgnoreCase("after")) {
            return times(minute(next()), BlackoutWindow.DAY);
        }
        String[] both = word.split("-", -1);
        if (both.length != 2) {
            throw wrong("'" + word + "' is no time of day");
        }
        return times(minute(both[0]), minute(both[1]));
    }

    private Times times(int from, int to) {
        // Midnight is the end of a day as well as its beginning.
        int end = to == 0 ? BlackoutWindow.DAY : to;
        if (from == to || from == end || from == BlackoutWindow.DAY) {
            throw wrong("it has no length");
        }
        return new Times(from, end);
    }

    private int minute(String word) {
        Matcher matcher = TIME.matcher(word);
        if (matcher.matches()) {
            int hour = Integer.parseInt(matcher.group(1));
            int minute = Integer.parseInt(matcher.group(2));
            if (minute < 60 && hour * 60 + minute <= BlackoutWindow.DAY) {
                return hour * 60 + minute;
            }
        }
        throw wrong("'" + word + "' is no time of day from 00:00 to 24:00");
    }

    private Days days(String list) {
        List<DateRange> dates = new ArrayList<>();
        Set<DayOfWeek> weekdays = EnumSet.noneOf(DayOfWeek.class);
        for (String element : list.split(",", -1)) {
            if (!element.isEmpty() && Character.isDigit(element.charAt(0))) {
                dates.add(dates(element));
            } else {
                weekdays.addAll(weekdays(element));
            }
        }
        if (!dates.isEmpty() && !weekdays.isEmpty()) {
            throw wrong("weekdays and dates do not go into one window; write two");
        }
        return dates.isEmpty() ? new Days.Weekdays(weekdays) : new Days.Dates(dates);
    }

    private DateRange dates(String element) {
        String[] ends = element.split("\\.\\.", -1);
        if (ends.length > 2) {
            throw wrong("'" + element + "' is no range of dates");
        }
        LocalDate first = date(ends[0]);
        LocalDate last = date(ends[ends.length - 1]);
        if (last.isBefore(first)) {
            throw wrong("the dates '" + element + "' run backwards");
        }
        return new DateRange(first, last);
    }

    private LocalDate date(String word) {
        try {
            if (DATE.matcher(word).matches()) {
                return LocalDate.parse(word);
            }
        } catch (DateTimeException e) {
            // falls through to the one message for all that is no date
        }
        throw wrong("'" + word + "' is no date like 2026-12-24");
    }

    private Set<DayOfWeek> weekdays(String element) {
        String[] ends = element.split("-", -1);
        if (ends.length > 2) {
            throw wrong("'" + element + "' is no range of weekdays");
        }
        int first = weekday(ends[0]);
        int last = weekday(ends[ends.length - 1]);
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (int day = first; ; day = (day + 1) % WEEKDAYS.size()) {
            days.add(DayOfWeek.of(day + 1));
            if (day == last) {
                return days;
            }
        }
    }

    private int weekday(String word) {
        int day = WEEKDAYS.indexOf(word.toLowerCase(Locale.ROOT));
        if (day < 0) {
            throw wrong("'" + word + "' is no day: " + String.join(", ", WEEKDAYS) + " or a date");
        }
        return day;
    }

    private ZoneId zone(String word) {
        try {
            return ZoneId.of(word);
        } catch (DateTimeException e) {
            throw wrong(
                    "there is no time zone '"
                            + word
                            + "'"
                            + Nearest.to(word, ZoneId.getAvailableZoneIds())
                                    .map(near -> ", did you mean '" + near + "'?")
                                    .orElse(""));
        }
    }

    private String next() {
        String word = words.poll();
        if (word == null) {
            throw wrong("it ends too early");
        }
        return word;
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("blackout '" + text + "': " + what + "; " + FORMS);
    }

    static String of(BlackoutWindow window) {
        List<String> words = new ArrayList<>(List.of("not"));
        boolean toMidnight = window.to() == BlackoutWindow.DAY;
        boolean wholeDay = window.from() == 0 && toMidnight;
        String days = days(window.days());
        if (wholeDay && days.isEmpty()) {
            days = "mon-sun";
        }
        if (window.from() == 0 && !toMidnight) {
            words.add("before " + time(window.to()));
        } else if (toMidnight && !wholeDay) {
            words.add("after " + time(window.from()));
        } else if (!wholeDay) {
            words.add(time(window.from()) + "-" + time(window.to()));
        }
        if (!days.isEmpty()) {
            words.add("on " + days);
        }
        words.add(window.zone().getId());
        return String.join(" ", words);
    }

    private static String time(int minute) {
        return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
    }

    private static String days(Days days) {
        return switch (days) {
            case Days.Weekdays(Set<DayOfWeek> weekdays) -> weekdays(weekdays);
            case Days.Dates(List<DateRange> ranges) ->
                    ranges.stream()
                            .map(range ->
                                    range.first().equals(range.last())
                                            ? range.first().toString()
                                            : range.first() + ".." + range.last())
                            .collect(Collectors.joining(","));
        };
    }

    private static String weekdays(Set<DayOfWeek> days) {
        List<String> parts = new ArrayList<>();
        for (int day = 0; day < WEEKDAYS.size(); day++) {
            int last = day;
            while (last + 1 < WEEKDAYS.size() && days.contains(DayOfWeek.of(last + 2))) {
                last++;
            }
            if (!days.contains(DayOfWeek.of(day + 1))) {
                continue;
            }
            parts.add(
                    last == day ? WEEKDAYS.get(day) : WEEKDAYS.get(day) + "-" + WEEKDAYS.get(last));
            day = last;
        }
        return days.size() == WEEKDAYS.size() ? "" : String.join(",", parts);
    }
}
