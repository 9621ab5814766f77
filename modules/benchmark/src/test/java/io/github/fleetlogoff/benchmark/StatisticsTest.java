package io.github.fleetlogoff.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void takes_the_middle_of_odd_and_even_counts_in_any_order() {
        assertThat(Statistics.median(9, 1, 2)).hasValue(2);
        assertThat(Statistics.median(4, 9, 1, 2)).hasValue(3);
        assertThat(Statistics.median()).isEmpty();
    }

    @Test
    void has_no_ratio_to_what_was_not_measured_or_is_nothing() {
        OptionalDouble three = OptionalDouble.of(3);

        assertThat(Statistics.ratio(three, OptionalDouble.of(2))).hasValue(1.5);
        assertThat(Statistics.ratio(three, OptionalDouble.of(0))).isEmpty();
        assertThat(Statistics.ratio(three, OptionalDouble.empty())).isEmpty();
        assertThat(Statistics.ratio(OptionalDouble.empty(), three)).isEmpty();
    }
}
