package io.github.fleetlogoff.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.SessionState;
import io.github.fleetlogoff.model.StateFilter;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.runner.Attempt;
import io.github.fleetlogoff.sessions.SessionAnswer.Row;
import io.github.fleetlogoff.sessions.SessionRequest.Act;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Sessions that changed after they were chosen, and that the script calls back.
class NotSelectedAnyMoreTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void who_disconnects_in_a_sweep_of_active_sessions_did_not_come_back() {
        SessionReport row = told(StateFilter.ACTIVE, null, SessionState.DISCONNECTED);

        assertThat(row.outcome()).isEqualTo(SessionOutcome.NOT_REACHED);
        assertThat(row.message())
                .isEqualTo("disconnected by now and not selected any more, so it was left alone");
        assertThat(told(StateFilter.ACTIVE, HOUR, SessionState.DISCONNECTED).outcome())
                .isEqualTo(SessionOutcome.NOT_REACHED);
    }

    @Test
    void who_was_idle_or_disconnected_and_is_active_came_back() {
        assertThat(told(StateFilter.DISCONNECTED, null, SessionState.ACTIVE).outcome())
                .isEqualTo(SessionOutcome.CAME_BACK);
        assertThat(told(StateFilter.ANY, HOUR, SessionState.ACTIVE).outcome())
                .isEqualTo(SessionOutcome.CAME_BACK);
        assertThat(told(StateFilter.ACTIVE, HOUR, SessionState.ACTIVE).outcome())
                .isEqualTo(SessionOutcome.CAME_BACK);
    }

    @Test
    void a_session_that_has_another_name_by_now_is_left_alone() {
        SessionReport row = told(StateFilter.ANY, null, SessionState.ACTIVE);

        assertThat(row.outcome()).isEqualTo(SessionOutcome.NOT_REACHED);
        assertThat(row.message()).startsWith("changed by now and not selected any more");
    }

    private static SessionReport told(
            StateFilter state, @Nullable Duration idleOver, SessionState now) {
        Session ann =
                new Session(2, "ann", null, null, now, "5", 300L, "11/20/2026 8:00 AM", false);
        Selector selector =
                new Selector(
                        List.of(),
                        List.of("*"),
                        Selector.Excluded.NOBODY,
                        List.of(),
                        List.of(),
                        state,
                        idleOver,
                        false);
        SessionRequest request =
                new SessionRequest(
                                new Act.Logoff(false, Sweep.Ending.DEFAULT),
                                selector,
                                null,
                                null,
                                false)
                        .ofPlan(List.of(ann));
        Row row = new Row(new SessionReport(ann, SessionOutcome.CAME_BACK, null, null), false);
        Attempt.Answered answered =
                new Verdict(
                                request,
                                new SessionAnswer(
                                        "HOST01",
                                        "FullLanguage",
                                        null,
                                        null,
                                        false,
                                        0,
                                        List.of(row)))
                        .attempt();
        assertThat(answered.outcome()).isEqualTo(HostOutcome.COMPLETED);
        return answered.sessions().getFirst();
    }
}
