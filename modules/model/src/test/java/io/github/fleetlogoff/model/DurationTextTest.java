package io.github.fleetlogoff.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0ms",
        "999, 999ms",
        "1000, 1s",
        "1049, 1s",
        "1050, 1.1s",
        "2649, 2.6s",
        "2650, 2.7s",
        "9949, 9.9s",
        "9999, 10.0s",
        "10900, 10s",
        "900000, 15m",
        "8100000, 2h15m",
        "172800000, 2d",
    })
    void says_a_duration_as_short_as_it_is_read(long millis, String text) {
        assertThat(DurationText.format(Duration.ofMillis(millis))).isEqualTo(text);
    }
}
