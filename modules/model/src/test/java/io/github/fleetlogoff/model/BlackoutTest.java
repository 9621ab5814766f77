package io.github.fleetlogoff.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fleetlogoff.model.Blackout.Standing;
import io.github.fleetlogoff.model.BlackoutWindow.Days;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlackoutTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not before 22:00 Europe/Berlin|not before 22:00 Europe/Berlin",
                "NOT  Before 9:00   On Mon-Fri UTC|not before 09:00 on mon-fri UTC",
                "not after 05:30 on 2026-12-31 +02:00|not after 05:30 on 2026-12-31 +02:00",
                "not 06:00-22:00 on mon,tue,wed,sat Europe/Berlin|not 06:00-22:00 on mon-wed,sat Europe/Berlin",
                "not 22:00-06:00 on fri-mon Europe/Berlin|not 22:00-06:00 on mon,fri-sun Europe/Berlin",
                "not 22:00-00:00 Europe/Berlin|not after 22:00 Europe/Berlin",
                "not 00:00-24:00 Europe/Berlin|not on mon-sun Europe/Berlin",
                "not on 2026-12-24..2026-12-26,2027-01-01 Europe/Berlin|not on 2026-12-24..2026-12-26,2027-01-01 Europe/Berlin",
                "not on sun|not on sun Asia/Tokyo",
            })
    void a_window_is_read_and_written(String text, String written) {
        BlackoutWindow window = BlackoutWindow.parse(text, ZoneId.of("Asia/Tokyo"));

        assertThat(window.text()).isEqualTo(written);
        assertThat(BlackoutWindow.parse(written, null)).isEqualTo(window);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|it begins with 'not'",
                "before 22:00 UTC|it begins with 'not'",
                "not|it ends too early",
                "not before|it ends too early",
                "not before 22:00|it ends with a time zone",
                "not before 22 UTC|'22' is no time of day from 00:00 to 24:00",
                "not before 24:01 UTC|'24:01' is no time of day from 00:00 to 24:00",
                "not before 00:00 UTC|it has no length",
                "not 10:00-10:00 UTC|it has no length",
                "not after 24:00 UTC|it has no length",
                "not 10:00 UTC|'10:00' is no time of day",
                "not on 2026-02-30 UTC|'2026-02-30' is no date like 2026-12-24",
                "not on 2026-12-26..2026-12-24 UTC|the dates '2026-12-26..2026-12-24' run backwards",
                "not on mon,2026-12-24 UTC|weekdays and dates do not go into one window; write two",
                "not on mnday UTC|'mnday' is no day: mon, tue, wed, thu, fri, sat, sun or a date",
                "not before 22:00 Europe/Berln|there is no time zone 'Europe/Berln', did you mean 'Europe/Berlin'?",
                "not before 22:00 UTC please|'please' is one word too many"
            })
    void what_cannot_be_meant_is_refused_with_the_forms(String text, String what) {
        assertThatThrownBy(() -> BlackoutWindow.parse(text, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("blackout '" + text + "': " + what + "; write it like");
    }

    @Test
    void not_before_ten_in_the_evening_opens_at_ten() {
        Blackout blackout = blackout("not before 22:00 Europe/Berlin");

        Standing noon = blackout.at(berlin("2026-11-20T12:00"));
        assertThat(noon)
                .isEqualTo(
                        new Standing.Closed(
                                blackout.windows().getFirst(), berlin("2026-11-20T22:00")));
        assertThat(blackout.at(berlin("2026-11-20T22:00")))
                .isEqualTo(new Standing.Open(berlin("2026-11-21T00:00")));
        assertThat(blackout.nextOpening(berlin("2026-11-20T12:00")))
                .contains(berlin("2026-11-20T22:00"));
    }

    @Test
    void windows_that_follow_each_other_close_until_the_last_is_over() {
        Blackout blackout =
                blackout(
                        "not 05:00-22:00 Europe/Berlin",
                        "not on 2026-12-24..2026-12-26 Europe/Berlin",
                        "not 20:00-23:00 on sun Europe/Berlin");

        assertThat(blackout.nextOpening(berlin("2026-12-23T12:00")))
                .contains(berlin("2026-12-23T22:00"));
        assertThat(blackout.at(berlin("2026-12-23T22:00")))
                .isEqualTo(new Standing.Open(berlin("2026-12-24T00:00")));
        assertThat(blackout.nextOpening(berlin("2026-12-24T00:00")))
                .contains(berlin("2026-12-27T00:00"));
        assertThat(blackout.nextOpening(berlin("2026-12-27T05:00")))
                .contains(berlin("2026-12-27T23:00"));
    }

    @Test
    void the_answer_is_in_the_zone_of_the_question() {
        Blackout blackout = blackout("not before 22:00 Europe/Berlin");

        assertThat(blackout.nextOpening(ZonedDateTime.parse("2026-07-01T12:00Z")))
                .contains(ZonedDateTime.parse("2026-07-01T20:00Z"));
    }

    @Test
    void a_blackout_that_never_opens_says_so() {
        Blackout blackout =
                blackout("not before 22:00 Europe/Berlin", "not after 05:00 Europe/Berlin");

        assertThat(blackout.nextOpening(berlin("2026-11-20T12:00"))).isEmpty();
        assertThat(blackout("not on mon-sun UTC").nextOpening(berlin("2026-11-20T12:00")))
                .isEmpty();
        assertThat(Blackout.NONE.at(berlin("2026-11-20T12:00"))).isEqualTo(new Standing.Open(null));
    }

    // Berlin's clocks skip 02:00 to 03:00 on 29 March 2026 and show it twice on 25 October 2026.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not before 02:30|2026-03-28T23:00Z|2026-03-29T01:00Z",
                "not 02:30-04:00|2026-03-29T01:00Z|2026-03-29T02:00Z",
                "not 01:00-03:00|2026-03-29T00:00Z|2026-03-29T01:00Z",
                "not before 03:00|2026-03-28T23:00Z|2026-03-29T01:00Z",
                "not before 02:30|2026-10-24T22:00Z|2026-10-25T01:30Z",
                "not before 02:00|2026-10-24T22:00Z|2026-10-25T00:00Z",
                "not before 03:00|2026-10-24T22:00Z|2026-10-25T02:00Z",
                "not 02:30-04:00|2026-10-25T00:30Z|2026-10-25T03:00Z",
                "not 02:00-03:00|2026-10-25T00:00Z|2026-10-25T02:00Z",
            })
    void a_window_holds_all_its_times_where_clocks_change(
            String text, ZonedDateTime start, ZonedDateTime end) {
        Blackout blackout = blackout(text + " Europe/Berlin");

        assertThat(closed(blackout, start.minusMinutes(1))).isFalse();
        assertThat(closed(blackout, start)).isTrue();
        assertThat(closed(blackout, end.minusMinutes(1))).isTrue();
        assertThat(closed(blackout, end)).isFalse();
    }

    @Test
    void a_window_in_the_hour_that_clocks_skip_closes_nothing() {
        Blackout blackout = blackout("not 02:15-02:45 on 2026-03-29 Europe/Berlin");

        for (ZonedDateTime at = berlin("2026-03-28T00:00");
                at.isBefore(berlin("2026-03-31T00:00"));
                at = at.plusMinutes(15)) {
            assertThat(closed(blackout, at)).as("%s", at).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void what_a_clock_shows_as_closed_is_closed_and_the_end_told_is_the_end(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 12; round++) {
            Blackout blackout = randomBlackout(random);
            ZonedDateTime start =
                    berlin(random.nextBoolean() ? "2026-03-28T00:00" : "2026-10-24T00:00");
            Standing told = blackout.at(start);
            for (ZonedDateTime at = start;
                    at.isBefore(start.plusDays(3));
                    at = at.plusMinutes(30)) {
                ZonedDateTime moment = at;
                boolean shown =
                        blackout.windows().stream().anyMatch(window -> shows(window, moment));
                Standing now = blackout.at(at);
                if (shown) {
                    assertThat(now)
                            .as("%s at %s", blackout, at)
                            .isInstanceOf(Standing.Closed.class);
                } else if (!nearChange(at)) {
                    assertThat(now).as("%s at %s", blackout, at).isInstanceOf(Standing.Open.class);
                }
                assertThat(now.getClass() == told.getClass() && until(now).equals(until(told)))
                        .as("%s at %s: %s after %s", blackout, at, now, told)
                        .isEqualTo(at.isBefore(until(told)));
                told = now;
            }
        }
    }

    private static Blackout randomBlackout(Random random) {
        List<BlackoutWindow> windows = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            int from = random.nextInt(48) * 30;
            int to = random.nextInt(1, 49) * 30;
            Days days =
                    random.nextBoolean()
                            ? Days.Weekdays.ALL
                            : new Days.Weekdays(
                                    EnumSet.of(
                                            DayOfWeek.of(random.nextInt(1, 8)),
                                            DayOfWeek.SATURDAY));
            windows.add(new BlackoutWindow(from, to == from ? to + 30 : to, days, BERLIN));
        }
        return new Blackout(windows);
    }

    // The definition, without regard to clocks that change.
    private static boolean shows(BlackoutWindow window, ZonedDateTime at) {
        LocalDateTime local = at.withZoneSameInstant(window.zone()).toLocalDateTime();
        int minute = local.getHour() * 60 + local.getMinute();
        LocalDate today = local.toLocalDate();
        boolean pastMidnight = window.to() <= window.from();
        boolean begunToday =
                window.days().hold(today)
                        && minute >= window.from()
                        && (pastMidnight || minute < window.to());
        return begunToday
                || (pastMidnight && window.days().hold(today.minusDays(1)) && minute < window.to());
    }

    private static boolean nearChange(ZonedDateTime at) {
        return !at.minusHours(1).getOffset().equals(at.plusHours(1).getOffset());
    }

    private static ZonedDateTime until(Standing standing) {
        ZonedDateTime until =
                switch (standing) {
                    case Standing.Open open -> open.until();
                    case Standing.Closed closed -> closed.until();
                };
        return until == null ? ZonedDateTime.of(9999, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC) : until;
    }

    private static boolean closed(Blackout blackout, ZonedDateTime at) {
        return blackout.at(at) instanceof Standing.Closed;
    }

    @Test
    void an_answer_for_many_windows_takes_no_time() {
        List<BlackoutWindow> windows = new ArrayList<>();
        for (int i = 0; i < Blackout.MOST; i++) {
            windows.add(new BlackoutWindow(i, i + 1, Days.Weekdays.ALL, BERLIN));
        }
        ZonedDateTime midnight = berlin("2026-11-20T00:00");

        assertThat(new Blackout(windows).nextOpening(midnight))
                .contains(midnight.plus(Duration.ofMinutes(Blackout.MOST)));
    }

    private static Blackout blackout(String... texts) {
        return new Blackout(
                java.util.Arrays.stream(texts)
                        .map(text -> BlackoutWindow.parse(text, null))
                        .toList());
    }

    private static ZonedDateTime berlin(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN);
    }
}
