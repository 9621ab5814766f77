package io.github.fleetlogoff.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTextsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 100, 0",
        "7, 100, 7",
        "200, 100, 200",
        "5%, 100, 5",
        "5%, 19, 0",
        "5%, 20, 1",
        "5%, 39, 1",
        "0.5%, 1000, 5",
        "0.5%, 199, 0",
        "12.25%, 400, 49",
        "33.33%, 3, 0",
        "33.34%, 3, 1",
        "100%, 7, 7",
        "0%, 7, 0",
        "100.00%, 9, 9"
    })
    void a_share_is_a_number_or_a_percentage_rounded_down(String text, long whole, long expected) {
        assertThat(Share.parse(text).of(whole)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "%", "-1", "1.5", "101%", "100.01%", "5 %", "1e3", "1000001", "5%%", ".5%"
            })
    void what_is_no_share_is_refused(String text) {
        assertThatThrownBy(() -> Share.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write it like 200, 5% or 0.5%");
    }

    @Test
    void a_ceiling_of_both_kinds_is_the_fewer() {
        Ceiling ceiling = Ceiling.parse("200,10%");

        assertThat(ceiling.most(1_000)).isEqualTo(100);
        assertThat(ceiling.most(5_000)).isEqualTo(200);
        assertThat(ceiling.text()).isEqualTo("200,10%");
        assertThat(Ceiling.parse("10%, 200")).isEqualTo(ceiling);
        assertThat(Ceiling.parse("500").most(3)).isEqualTo(3);
        assertThatThrownBy(() -> Ceiling.parse("5,10")).hasMessageContaining("one of each");
    }

    @ParameterizedTest
    @CsvSource({
        "200, 100, true",
        "100, 200, false",
        "100, 100, false",
        "10%, 100, true",
        "'100,10%', 100, false",
        "100, '100,10%', true"
    })
    void a_ceiling_is_looser_where_it_may_let_more_through(
            String one, String other, boolean looser) {
        assertThat(Ceiling.parse(one).isLooserThan(Ceiling.parse(other))).isEqualTo(looser);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void two_ceilings_together_let_through_what_the_lower_one_does(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            Ceiling one = ceiling(random);
            Ceiling other = ceiling(random);
            long whole = random.nextLong(0, 3_000);

            assertThat(one.and(other).most(whole))
                    .as("%s and %s of %d", one, other, whole)
                    .isEqualTo(Math.min(one.most(whole), other.most(whole)));
            assertThat(Ceiling.parse(one.text())).isEqualTo(one);
            if (!one.isLooserThan(other)) {
                assertThat(one.most(whole)).isLessThanOrEqualTo(other.most(whole));
            }
        }
    }

    private static Ceiling ceiling(Random random) {
        Share.Count count = new Share.Count(random.nextInt(2_000));
        Share.Percent percent = new Share.Percent(random.nextInt(10_001));
        return switch (random.nextInt(3)) {
            case 0 -> Ceiling.of(count);
            case 1 -> Ceiling.of(percent);
            default -> new Ceiling(count, percent);
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,5%,100%|1000|1, 50, 949",
                "1,5%,100%|10|1, 1, 8",
                "1,5%,100%|2|1, 1",
                "1,5%,100%|1|1",
                "100%|7|7",
                "10,10,100%|15|10, 5",
                "50%,50%,100%|5|2, 2, 1",
                "0.5%,100%|100|1, 99"
            })
    void waves_have_the_sizes_written_and_the_last_takes_the_rest(
            String text, int hosts, String sizes) {
        assertThat(WaveSizes.parse(text).of(hosts).toString()).isEqualTo("[" + sizes + "]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,5%|the last wave takes all hosts that are left and is written 100%: 1,5%,100%",
                "1,0,100%|a wave of no host: 0 in 1,0,100%",
                "0%,100%|a wave of no host: 0% in 0%,100%",
                "1,100%,100%|100% leaves no host for the waves after it: 1,100%,100%",
                "1,,100%|'' is neither a number",
            })
    void waves_that_cannot_be_meant_are_refused(String text, String message) {
        assertThatThrownBy(() -> WaveSizes.parse(text)).hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void every_host_has_its_place_in_a_wave_and_none_is_bigger_than_written(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            List<Share> shares = new ArrayList<>();
            for (int wave = random.nextInt(6); wave > 0; wave--) {
                shares.add(
                        random.nextBoolean()
                                ? new Share.Count(random.nextInt(1, 50))
                                : new Share.Percent(random.nextInt(1, 10_000)));
            }
            shares.add(Share.Percent.ALL);
            WaveSizes sizes = new WaveSizes(shares);
            int hosts = random.nextInt(0, 2_000);

            List<Integer> of = sizes.of(hosts);

            assertThat(of.stream().mapToInt(size -> size).sum()).isEqualTo(hosts);
            assertThat(of).allMatch(size -> size > 0).hasSizeLessThanOrEqualTo(shares.size());
            for (int wave = 0; wave < of.size(); wave++) {
                assertThat((long) of.get(wave))
                        .isLessThanOrEqualTo(Math.max(1, shares.get(wave).of(hosts)));
            }
            assertThat(WaveSizes.parse(sizes.text())).isEqualTo(sizes);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,5%,100%|1,5%,100%|false",
                "1,2%,100%|1,5%,100%|false",
                "1,5%,20%,100%|1,5%,100%|false",
                "2,5%,100%|1,5%,100%|true",
                "1,100%|1,5%,100%|true",
                "1%,5%,100%|1,5%,100%|true",
                "100%|1,100%|true",
                "1,100%|100%|false"
            })
    void waves_are_looser_where_one_may_be_bigger(String one, String other, boolean looser) {
        assertThat(WaveSizes.parse(one).isLooserThan(WaveSizes.parse(other))).isEqualTo(looser);
    }

    @Test
    void a_factor_is_exceeded_by_more_than_so_many_times() {
        ChangeFactor factor = ChangeFactor.parse("1.5x");

        assertThat(factor.isExceededBy(15, 10)).isFalse();
        assertThat(factor.isExceededBy(16, 10)).isTrue();
        assertThat(factor.text()).isEqualTo("1.5x");
        assertThat(ChangeFactor.parse("30").text()).isEqualTo("30x");
        assertThatThrownBy(() -> ChangeFactor.parse("0.5x")).hasMessageContaining("1x to 1000x");
        assertThatThrownBy(() -> ChangeFactor.parse("x")).hasMessageContaining("1x to 1000x");
    }

    @Test
    void a_rate_tells_the_time_between_two_hosts() {
        assertThat(Rate.parse("20/s").interval()).isEqualTo(Duration.ofMillis(50));
        assertThat(Rate.parse("30/m").interval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(Rate.parse("100/H").text()).isEqualTo("100/h");
        assertThat(Rate.parse("1/s").isFasterThan(Rate.parse("30/m"))).isTrue();
        assertThat(Rate.parse("60/m").isFasterThan(Rate.parse("1/s"))).isFalse();
        assertThatThrownBy(() -> Rate.parse("0/s")).hasMessageContaining("write it like 20/s");
        assertThatThrownBy(() -> Rate.parse("20")).hasMessageContaining("write it like 20/s");
    }

    @Test
    void a_wave_passes_while_no_more_hosts_failed_than_allowed() {
        List<HostOutcome> outcomes =
                List.of(
                        HostOutcome.COMPLETED,
                        HostOutcome.NO_USERS,
                        HostOutcome.NOTHING_TO_DO,
                        HostOutcome.FAILED);

        WaveVerdict strict = WaveVerdict.of(2, outcomes, Guards.NONE);
        WaveVerdict quarter =
                WaveVerdict.of(2, outcomes, new Guards(null, Ceiling.parse("25%"), null, null));
        WaveVerdict less =
                WaveVerdict.of(2, outcomes, new Guards(null, Ceiling.parse("24%"), null, null));

        assertThat(strict.passed()).isFalse();
        assertThat(strict.sentence())
                .isEqualTo("1 of 4 hosts of wave 2 failed, --max-failures allows none");
        assertThat(quarter.passed()).isTrue();
        assertThat(less.passed()).isFalse();
    }

    @Test
    void a_host_that_is_not_verified_counts_as_failed() {
        for (HostOutcome outcome : HostOutcome.values()) {
            assertThat(WaveVerdict.of(1, List.of(outcome), Guards.NONE).passed())
                    .as(outcome.word())
                    .isEqualTo(
                            outcome == HostOutcome.COMPLETED
                                    || outcome == HostOutcome.NO_USERS
                                    || outcome == HostOutcome.NOTHING_TO_DO);
        }
    }
}
