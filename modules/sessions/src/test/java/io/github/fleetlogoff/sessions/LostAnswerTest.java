package io.github.fleetlogoff.sessions;

import static io.github.fleetlogoff.sessions.ScriptedHost.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.StateFilter;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.runner.Attempt;
import io.github.fleetlogoff.runner.DueSession;
import io.github.fleetlogoff.runner.Lost;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LostAnswerTest {
    private static final Host HOST =
            Host.of("host01", new Connection("host01", 5985, null, AuthScheme.NEGOTIATE, null));
    private static final Sweep EVERYBODY =
            Sweep.logoff(
                    new Selector(
                            List.of(),
                            List.of("*"),
                            Selector.Excluded.NOBODY,
                            List.of(),
                            List.of(),
                            StateFilter.ANY,
                            null,
                            false));
    private static final Session ANN = session(2, "ann", "11/20/2026 8:00 AM");
    private static final Session BOB = session(3, "bob", "11/20/2026 9:00 AM");
    private static final Session NEW_ANN = session(2, "ann", "11/20/2026 9:30 AM");

    private final FakeContext context = new FakeContext();

    @Test
    void a_sweep_that_chooses_asks_first_and_ends_the_logons_it_found() {
        ScriptedHost host = new ScriptedHost(ANN, BOB);

        Attempt.Answered answered = (Attempt.Answered) sweep(host);

        assertThat(context.seen).containsExactly("may ask?", "may act on [2, 3]?");
        assertThat(host.requests.getFirst().path("dryRun").asBoolean()).isTrue();
        assertThat(host.requests.getLast().path("expect")).hasSize(2);
        assertThat(answered.outcome()).isEqualTo(HostOutcome.COMPLETED);
        assertThat(outcomes(answered))
                .isEqualTo(Map.of(ANN, SessionOutcome.LOGGED_OFF, BOB, SessionOutcome.LOGGED_OFF));
        assertThat(host.there).isEmpty();
    }

    @Test
    void who_logs_on_between_question_and_act_is_not_touched() {
        ScriptedHost host = new ScriptedHost(ANN);
        host.then(() -> host.there.add(BOB));

        Attempt.Answered answered = (Attempt.Answered) sweep(host);

        assertThat(outcomes(answered)).isEqualTo(Map.of(ANN, SessionOutcome.LOGGED_OFF));
        assertThat(host.there).containsExactly(BOB);
    }

    @Test
    void nobody_chosen_is_one_conversation_and_no_intent() {
        ScriptedHost host = new ScriptedHost();

        assertThat(((Attempt.Answered) sweep(host)).outcome()).isEqualTo(HostOutcome.NO_USERS);
        assertThat(context.seen).containsExactly("may ask?");
    }

    @Test
    void a_named_user_and_a_list_take_one_conversation() {
        ScriptedHost host = new ScriptedHost(ANN);
        new SessionOperation(host, Sweep.list(), SessionScript.bundled()).attempt(HOST, context);
        new SessionOperation(host, Sweep.logoff(Selector.ofUsers("ann")), SessionScript.bundled())
                .attempt(HOST, context);

        assertThat(context.seen).containsExactly("may ask?", "may act?");
    }

    @Test
    void a_logon_that_is_gone_was_ended_and_is_not_ended_again() {
        ScriptedHost host = new ScriptedHost();

        Attempt.Answered answered = (Attempt.Answered) askAgain(host, false, ANN, BOB);

        assertThat(answered.outcome()).isEqualTo(HostOutcome.COMPLETED);
        assertThat(outcomes(answered))
                .isEqualTo(Map.of(ANN, SessionOutcome.LOGGED_OFF, BOB, SessionOutcome.LOGGED_OFF));
        assertThat(context.seen).containsExactly("may ask?");
    }

    @Test
    void one_that_is_still_there_is_worked_again_and_nobody_else() {
        ScriptedHost host = new ScriptedHost(NEW_ANN, BOB, session(9, "eve", "9:45 AM"));

        Attempt.Answered answered = (Attempt.Answered) askAgain(host, false, ANN, BOB);

        assertThat(outcomes(answered))
                .isEqualTo(Map.of(ANN, SessionOutcome.LOGGED_OFF, BOB, SessionOutcome.LOGGED_OFF));
        assertThat(context.seen).containsExactly("may ask?", "may act on [3]?");
        assertThat(host.there).extracting(Session::id).containsExactly(2, 9);
    }

    @Test
    void one_that_is_still_there_is_told_where_nothing_may_be_ended() {
        ScriptedHost host = new ScriptedHost(BOB);

        Attempt.Answered answered = (Attempt.Answered) askAgain(host, false, false, ANN, BOB);

        assertThat(answered.outcome()).isEqualTo(HostOutcome.FAILED);
        assertThat(answered.message()).isEqualTo("1 session is still there");
        assertThat(outcomes(answered))
                .isEqualTo(Map.of(ANN, SessionOutcome.LOGGED_OFF, BOB, SessionOutcome.FAILED));
        assertThat(context.seen).containsExactly("may ask?");
        assertThat(host.there).containsExactly(BOB);
    }

    @Test
    void where_it_was_not_known_whom_it_may_end_the_rest_is_ended_and_the_report_says_so() {
        ScriptedHost host = new ScriptedHost(BOB);

        Attempt.Answered answered = (Attempt.Answered) askAgain(host, true);

        assertThat(answered.outcome()).isEqualTo(HostOutcome.TIMED_OUT);
        assertThat(answered.message()).contains("may have ended sessions that are not listed");
        assertThat(outcomes(answered)).isEqualTo(Map.of(BOB, SessionOutcome.LOGGED_OFF));
    }

    // Of two sessions of one user the first had ended when the answer was lost.
    @Test
    void where_somebody_is_still_there_it_says_too_that_others_may_have_been_ended() {
        ScriptedHost host = new ScriptedHost(BOB);

        Attempt.Answered answered = (Attempt.Answered) askAgain(host, true, false);

        assertThat(answered.outcome()).isEqualTo(HostOutcome.FAILED);
        assertThat(answered.message())
                .isEqualTo(
                        "1 session is still there; may have ended sessions that are not listed"
                                + " here: its first answer was lost; who was logged off is event"
                                + " 23 of the host's log TerminalServices-LocalSessionManager");
        assertThat(outcomes(answered)).isEqualTo(Map.of(BOB, SessionOutcome.FAILED));
        assertThat(host.there).containsExactly(BOB);
    }

    // Nobody knows who ended it, the user or the run: the host keeps a log of that, the run cannot.
    @Test
    void where_nobody_is_left_it_says_what_is_known_what_is_to_do_and_where_to_look() {
        Attempt.Answered answered = (Attempt.Answered) askAgain(new ScriptedHost(), true);

        assertThat(answered.outcome()).isEqualTo(HostOutcome.TIMED_OUT);
        assertThat(answered.sessions()).isEmpty();
        assertThat(answered.message())
                .isEqualTo(
                        "may have ended sessions that are not listed here: its first answer was"
                                + " lost. Asked again, no selected session is left, so there is"
                                + " nothing more to do; who was logged off is event 23 of the"
                                + " host's log TerminalServices-LocalSessionManager");
    }

    @Test
    void a_host_that_cannot_be_asked_may_have_acted() {
        Attempt.Failed failed =
                (Attempt.Failed)
                        askAgain(
                                FakeShell.answering(
                                        new ShellOutcome.Failed(
                                                new ShellFault(
                                                        ShellFault.Kind.UNREACHABLE,
                                                        "connection refused",
                                                        RetryAdvice.SOON,
                                                        false,
                                                        0))),
                                false,
                                ANN);

        assertThat(failed.outcome()).isEqualTo(HostOutcome.TIMED_OUT);
        assertThat(failed.message()).contains("may have acted", "connection refused");
        assertThat(failed.retry()).isEqualTo(RetryAdvice.SOON);
    }

    @Test
    void a_second_lost_answer_is_not_retried() {
        ScriptedHost host = new ScriptedHost(ANN).losingAnswers();

        Attempt.Failed failed = (Attempt.Failed) askAgain(host, false, ANN);

        assertThat(failed.outcome()).isEqualTo(HostOutcome.TIMED_OUT);
        assertThat(failed.retry()).isEqualTo(RetryAdvice.NEVER);
    }

    private Attempt sweep(RemoteShell host) {
        return new SessionOperation(host, EVERYBODY, SessionScript.bundled())
                .attempt(HOST, context);
    }

    private Attempt askAgain(RemoteShell host, boolean others, Session... sessions) {
        return askAgain(host, others, true, sessions);
    }

    private Attempt askAgain(
            RemoteShell host, boolean others, boolean mayEnd, Session... sessions) {
        List<DueSession> due =
                Arrays.stream(sessions).map(session -> new DueSession(session, null)).toList();
        return new SessionOperation(host, EVERYBODY, SessionScript.bundled())
                .askAgain(HOST, new Lost(due, others, mayEnd), context);
    }

    private static Map<Session, SessionOutcome> outcomes(Attempt.Answered answered) {
        return answered.sessions().stream()
                .collect(
                        java.util.stream.Collectors.toMap(
                                report -> report.session(), report -> report.outcome()));
    }
}
