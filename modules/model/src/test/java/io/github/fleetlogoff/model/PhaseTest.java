package io.github.fleetlogoff.model;

import static io.github.fleetlogoff.model.Phase.ACT;
import static io.github.fleetlogoff.model.Phase.GRACE;
import static io.github.fleetlogoff.model.Phase.PLAN;
import static io.github.fleetlogoff.model.Phase.REPORT;
import static io.github.fleetlogoff.model.Phase.SURVEY;
import static io.github.fleetlogoff.model.Phase.VERIFY;
import static io.github.fleetlogoff.model.Phase.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class PhaseTest {
    private static final Sweep SWEEP = Sweep.logoff(Selector.ofUsers("jdoe"));

    @Test
    void what_needs_no_survey_is_done_in_one_conversation() {
        assertThat(Phase.of(SWEEP, Safeguards.NONE)).containsExactly(ACT, VERIFY, REPORT);
        assertThat(Phase.of(Sweep.list(), Safeguards.NONE)).containsExactly(SURVEY, REPORT);
        assertThat(Phase.of(SWEEP.rehearsed(), Safeguards.NONE)).containsExactly(SURVEY, REPORT);
    }

    @Test
    void waves_and_budgets_are_planned_first() {
        Guards budget = new Guards(Ceiling.parse("5"), null, null, null);

        assertThat(Phase.of(SWEEP, safeguards(null, WaveSizes.parse("1,100%"), Guards.NONE)))
                .containsExactly(SURVEY, PLAN, ACT, VERIFY, REPORT);
        assertThat(Phase.of(SWEEP, safeguards(null, WaveSizes.ONE, budget)))
                .containsExactly(SURVEY, PLAN, ACT, VERIFY, REPORT);
    }

    @Test
    void a_dry_run_ends_with_the_plan() {
        Warning warning = new Warning("x", Warning.GRACE, null, ZoneId.of("UTC"));
        Safeguards safeguards = safeguards(warning, WaveSizes.ONE, Guards.NONE);

        assertThat(Phase.of(SWEEP, safeguards))
                .containsExactly(SURVEY, PLAN, WARN, GRACE, ACT, VERIFY, REPORT);
        assertThat(Phase.of(SWEEP.rehearsed(), safeguards)).containsExactly(SURVEY, PLAN, REPORT);
    }

    private static Safeguards safeguards(
            @org.jspecify.annotations.Nullable Warning warning, WaveSizes waves, Guards guards) {
        return new Safeguards(warning, waves, guards, Blackout.NONE);
    }
}
