package io.github.fleetlogoff.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.Rate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacerTest {
    private static final Instant START = Instant.parse("2026-11-21T20:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"1/s", "7/s", "1000/s", "100000/s", "30/m", "5/h"})
    void no_more_begin_in_a_time_than_the_rate_and_a_hundredth_second_allow(String text) {
        Rate rate = Rate.parse(text);
        Pacer pacer = new Pacer(rate);
        Duration time = rate.interval().multipliedBy(1000);
        int begun = 0;
        for (Instant now = START; now.isBefore(START.plus(time)); ) {
            Duration wait = pacer.untilNext(now);
            if (wait.isZero()) {
                pacer.begun();
                begun++;
            }
            now = now.plus(wait);
        }

        long burst = Math.max(1, Duration.ofMillis(10).dividedBy(rate.interval()));
        assertThat(begun).isBetween(1000, (int) (1000 + burst));
    }

    @Test
    void a_clock_that_is_set_back_holds_nobody_up() {
        Pacer pacer = new Pacer(Rate.parse("1/m"));
        assertThat(pacer.untilNext(START)).isZero();
        pacer.begun();

        assertThat(pacer.untilNext(START)).isEqualTo(Duration.ofMinutes(1));
        assertThat(pacer.untilNext(START.minusSeconds(3600))).isZero();
    }

    @Test
    void without_a_rate_nobody_waits() {
        Pacer pacer = new Pacer(null);
        pacer.begun();

        assertThat(pacer.untilNext(START)).isZero();
    }
}
