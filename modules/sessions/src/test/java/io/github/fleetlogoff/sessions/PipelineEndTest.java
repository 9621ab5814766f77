package io.github.fleetlogoff.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.runner.Attempt;
import io.github.fleetlogoff.sessions.ShellOutcome.RemoteError;
import io.github.fleetlogoff.sessions.ShellOutcome.Returned;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an answer is worth whose pipeline did not run to its end.
class PipelineEndTest {
    private static final Host HOST =
            Host.of(
                    "host01",
                    new Connection("host01", 5985, null, AuthScheme.NEGOTIATE, null)
                            .withEndpoint(new Endpoint("FleetLogoff")));
    private static final String ENDED =
            Golden.named("logs_off_both_sessions_of_the_user").answer().toString();
    private static final List<RemoteError> THROWN =
            List.of(
                    new RemoteError("first", ""),
                    new RemoteError("no room for the transcript", "X"));

    private static Attempt attempt(Returned returned) {
        return new SessionOperation(
                        FakeShell.answering(returned),
                        Sweep.logoff(Selector.ofUsers("jdoe")),
                        SessionScript.bundled())
                .attempt(HOST, new FakeContext());
    }

    private static Attempt.Answered answered(Returned returned) {
        return (Attempt.Answered) attempt(returned);
    }

    @Test
    void one_that_completed_is_final_whatever_errors_it_wrote() {
        Attempt.Answered answered = answered(new Returned(List.of(ENDED), THROWN));

        assertThat(answered.outcome()).isEqualTo(HostOutcome.COMPLETED);
        assertThat(answered.message()).isNull();
    }

    @Test
    void of_one_that_failed_the_sessions_stand_and_the_host_has_failed() {
        Attempt.Answered answered = answered(new Returned(List.of(ENDED), THROWN, false));

        assertThat(answered.outcome()).isEqualTo(HostOutcome.FAILED);
        assertThat(answered.exitCode()).isEqualTo(1);
        assertThat(answered.sessions())
                .hasSize(2)
                .extracting(SessionReport::outcome)
                .containsOnly(SessionOutcome.LOGGED_OFF);
        assertThat(answered.message())
                .isEqualTo(
                        "the host said: its pipeline did not run to its end after the answer:"
                                + " no room for the transcript");
    }

    @Test
    void of_one_that_was_stopped_too() {
        Attempt.Answered answered = answered(new Returned(List.of(ENDED), List.of(), false));

        assertThat(answered.outcome()).isEqualTo(HostOutcome.FAILED);
        assertThat(answered.sessions()).hasSize(2);
        assertThat(answered.message()).endsWith("did not run to its end after the answer");
    }

    @Test
    void half_an_answer_of_one_that_failed_is_none() {
        Attempt.Failed failed =
                (Attempt.Failed)
                        attempt(
                                new Returned(
                                        List.of(ENDED.substring(0, ENDED.length() / 2)),
                                        THROWN,
                                        false));

        assertThat(failed.outcome()).isEqualTo(HostOutcome.PROTOCOL_ERROR);
        assertThat(failed.message()).contains("may have acted");
    }
}
