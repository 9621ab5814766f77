package io.github.fleetlogoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.RunEvent.HostSurveyed;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostProgressTest {
    private static final SessionReport JDOE = Runs.session(2, "jdoe", SessionOutcome.LOGGED_OFF);
    private static final SessionReport OTHER = Runs.session(3, "other", SessionOutcome.LOGGED_OFF);

    private final HostProgress progress = new HostProgress();

    private HostReport report() {
        return progress.report("a", Runs.START);
    }

    private RunRemainder.Uncertain uncertain() {
        Host host = Runs.planned("a").host();
        return progress.acted(host).orElseThrow();
    }

    private static List<Session> sessions(SessionReport... reports) {
        return java.util.stream.Stream.of(reports).map(SessionReport::session).toList();
    }

    @Test
    void sessions_that_were_to_be_ended_and_are_not_told_of_are_unverified() {
        progress.acting(sessions(JDOE, OTHER));
        assertThat(report().outcome()).isEqualTo(HostOutcome.TIMED_OUT);
        assertThat(report().sessions())
                .extracting(SessionReport::outcome)
                .containsExactly(SessionOutcome.UNVERIFIED, SessionOutcome.UNVERIFIED);

        progress.finished(Runs.host("a", HostOutcome.PROTOCOL_ERROR, null, "garbage", JDOE));
        assertThat(report().sessions())
                .extracting(SessionReport::outcome)
                .containsExactly(SessionOutcome.LOGGED_OFF, SessionOutcome.UNVERIFIED);
    }

    @Test
    void a_superseded_session_is_told_of_by_the_logon_that_has_its_id() {
        progress.acting(sessions(JDOE));
        progress.finished(
                Runs.completed("a", Runs.session(2, "somebody", SessionOutcome.SUPERSEDED)));
        assertThat(report().sessions()).hasSize(1);
    }

    @Test
    void a_host_that_may_have_acted_is_never_said_to_be_untouched() {
        progress.acting(sessions(JDOE));
        progress.resumed(true);
        progress.finished(HostReport.notAttempted("a", NotAttemptedReason.STOPPED, "Ctrl-C"));
        assertThat(report().outcome()).isEqualTo(HostOutcome.TIMED_OUT);
        assertThat(report().message()).contains("may have acted", "Ctrl-C");
        assertThat(uncertain().intended()).containsExactlyElementsOf(sessions(JDOE));
        progress.resumed(true);
        assertThat(progress.isSettled(true)).isFalse();
        assertThat(uncertain().blind()).isFalse();
    }

    @Test
    void what_a_host_may_have_ended_is_all_that_it_ever_had_leave_for() {
        progress.acting(null);
        progress.acting(sessions(JDOE));
        progress.acting(sessions(JDOE, OTHER));
        assertThat(uncertain().blind()).isTrue();
        assertThat(uncertain().intended()).isEqualTo(sessions(JDOE, OTHER));
    }

    @Test
    void whom_the_survey_chose_was_not_reached_where_the_host_was_not() {
        progress.surveyed(
                new HostSurveyed(
                        Runs.START,
                        Runs.completed(
                                "a",
                                Runs.session(2, "jdoe", SessionOutcome.WOULD_LOG_OFF),
                                Runs.session(3, "admin", SessionOutcome.SKIPPED_CONSOLE)),
                        "A"));
        assertThat(report().outcome()).isEqualTo(HostOutcome.NOT_ATTEMPTED);
        assertThat(report().sessions())
                .extracting(told -> told.session().id(), SessionReport::outcome)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2, SessionOutcome.NOT_REACHED));
    }

    @Test
    void no_session_that_the_survey_chose_is_missing_where_the_host_had_leave_for_a_part_of_them() {
        progress.surveyed(chosen());
        progress.acting(sessions(JDOE));
        assertThat(report().sessions())
                .extracting(told -> told.session().id(), SessionReport::outcome)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2, SessionOutcome.UNVERIFIED),
                        org.assertj.core.groups.Tuple.tuple(7, SessionOutcome.NOT_REACHED));
    }

    @Test
    void what_the_plan_took_out_since_another_name_has_it_is_not_told_twice() {
        progress.surveyed(chosen());
        progress.finished(Runs.host("a", HostOutcome.NOTHING_TO_DO, 0, "this is the computer B"));
        assertThat(report().sessions()).isEmpty();
    }

    @Test
    void a_stop_leaves_open_what_became_of_a_command_that_was_sent() {
        progress.acting(sessions(JDOE));
        progress.finished(Runs.host("a", HostOutcome.TIMED_OUT, null, "cut short"));
        assertThat(progress.isSettled(false)).isTrue();
        assertThat(progress.isSettled(true)).isFalse();
        progress.resumed(true);
        assertThat(progress.finished(Runs.completed("a", JDOE))).isEmpty();
    }

    private static HostSurveyed chosen() {
        return new HostSurveyed(
                Runs.START,
                Runs.completed(
                        "a",
                        Runs.session(2, "jdoe", SessionOutcome.WOULD_LOG_OFF),
                        Runs.session(7, "eve", SessionOutcome.WOULD_LOG_OFF)),
                "A");
    }
}
