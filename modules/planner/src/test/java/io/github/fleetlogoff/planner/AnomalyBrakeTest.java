package io.github.fleetlogoff.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.ChangeFactor;
import io.github.fleetlogoff.planner.AnomalyBrake.Figures;
import io.github.fleetlogoff.planner.AnomalyBrake.Finding;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnomalyBrakeTest {
    private static final ChangeFactor THREE = ChangeFactor.parse("3x");

    @Test
    void the_first_run_has_no_history() {
        assertThat(AnomalyBrake.judge(new Figures(5_000, 9), List.of(), THREE))
                .isEqualTo(new Finding.NoHistory());
    }

    @ParameterizedTest
    @CsvSource({
        "300, 100, true",
        "301, 100, false",
        "0, 100, true",
        "3, 0, true",
        "4, 0, false",
        "0, 0, true"
    })
    void more_than_three_times_the_usual_sessions_are_unusual(
            long now, long usual, boolean passes) {
        assertThat(passes(new Figures(now, 50), List.of(new Figures(usual, 50)))).isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource({
        "150, 50, true",
        "151, 50, false",
        "17, 50, true",
        "16, 50, false",
        "0, 3, true",
        "0, 4, false"
    })
    void hosts_are_unusual_either_way(long now, long usual, boolean passes) {
        assertThat(passes(new Figures(0, now), List.of(new Figures(0, usual)))).isEqualTo(passes);
    }

    @Test
    void one_run_out_of_the_ordinary_does_not_move_what_is_usual() {
        List<Figures> history =
                LongStream.of(100, 90, 5_000, 110, 95)
                        .mapToObj(sessions -> new Figures(sessions, 50))
                        .toList();

        assertThat(AnomalyBrake.judge(new Figures(301, 50), history, THREE))
                .isEqualTo(new Finding.Unusual("sessions selected", 301, 100, THREE));
        assertThat(passes(new Figures(300, 50), history)).isTrue();
    }

    @Test
    void of_two_runs_the_smaller_is_the_usual() {
        List<Figures> history = List.of(new Figures(1_000, 50), new Figures(10, 50));

        assertThat(passes(new Figures(31, 50), history)).isFalse();
    }

    @Test
    void the_sentence_tells_the_figures() {
        assertThat(new Finding.Unusual("hosts reachable", 12, 400, THREE).sentence())
                .isEqualTo(
                        "hosts reachable: 12 now, 400 in earlier runs, more than --max-change 3x"
                                + " apart; look at --dry-run, then give --yes-really");
    }

    private static boolean passes(Figures now, List<Figures> history) {
        return AnomalyBrake.judge(now, history, THREE) instanceof Finding.Usual;
    }
}
