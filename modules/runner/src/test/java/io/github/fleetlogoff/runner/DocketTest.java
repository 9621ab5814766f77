package io.github.fleetlogoff.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.LogoffAllowance.Grant;
import io.github.fleetlogoff.model.PlannedSession;
import io.github.fleetlogoff.model.RunEvent.HostWarned;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.SessionState;
import io.github.fleetlogoff.model.StateFilter;
import io.github.fleetlogoff.model.SurveyedPlan.HostPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocketTest {
    private static final Duration GRACE = Duration.ofMinutes(15);
    private static final Instant TOLD = SweepTime.START;
    private static final Session ANN =
            new Session(2, "ann", null, null, SessionState.DISCONNECTED, "5", 300L, "today", false);
    private static final Selector DISCONNECTED =
            new Selector(
                    List.of(),
                    List.of(),
                    Selector.Excluded.NOBODY,
                    List.of(),
                    List.of(),
                    StateFilter.DISCONNECTED,
                    null,
                    false);

    @Test
    void who_was_told_must_have_been_idle_since() {
        assertThat(docket().due(DISCONNECTED, TOLD.plus(Duration.ofMinutes(21)), GRACE))
                .containsExactly(new DueSession(ANN, Duration.ofMinutes(21)));
    }

    @Test
    void a_clock_set_back_within_the_grace_does_not_hide_who_came_back() {
        assertThat(docket().due(DISCONNECTED, TOLD.minus(Duration.ofMinutes(45)), GRACE))
                .containsExactly(new DueSession(ANN, GRACE));
    }

    private static Docket docket() {
        HostPlan plan =
                new HostPlan(
                        Rehearsal.host("ws1"),
                        List.of(new PlannedSession(ANN, true)),
                        report(SessionOutcome.WOULD_LOG_OFF));
        return Docket.of(plan)
                .granted(new Grant(plan, plan.sessions()))
                .warned(new HostWarned(TOLD, report(SessionOutcome.WARNED)));
    }

    private static HostReport report(SessionOutcome outcome) {
        return new HostReport(
                "ws1",
                HostOutcome.COMPLETED,
                0,
                HostReport.Effort.NONE,
                null,
                null,
                List.of(new SessionReport(ANN, outcome, null, null)));
    }
}
