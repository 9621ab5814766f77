package io.github.fleetlogoff.sessions;

import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.runner.Attempt;
import io.github.fleetlogoff.runner.AttemptContext;
import io.github.fleetlogoff.runner.DueSession;
import io.github.fleetlogoff.runner.Lost;
import java.util.ArrayList;
import java.util.List;

/// Works a host that may have acted and whose answer was lost. It is asked first, read-only, what
/// is true: a logon that is gone was ended and is never ended again; one that is still there is
/// worked again where that is wanted, else told.
record LostAnswer(Conversation conversation, Sweep sweep, Lost lost) {
    private static final String LOST = "its first answer was lost";
    private static final String UNLISTED =
            "may have ended sessions that are not listed here: " + LOST;
    private static final String WHICH_LOG =
            "who was logged off is event 23 of the host's log"
                    + " TerminalServices-LocalSessionManager";

    static List<SessionRequest.Planned> planned(List<DueSession> sessions) {
        return sessions.stream()
                .map(due -> new SessionRequest.Planned(due.session(), due.idleAtLeast()))
                .toList();
    }

    Attempt ask(Host host, AttemptContext context) {
        SessionRequest request = SessionRequest.of(sweep, host);
        SessionRequest ask = request.rehearsal();
        return switch (conversation.hold(host, ask, context)) {
            case Conversation.Ended.Untold(Attempt.Failed failed) -> stillUnknown(failed);
            case Conversation.Ended.Told(SessionAnswer answer) when answer.error() != null ->
                    told(new Verdict(ask, answer).attempt());
            case Conversation.Ended.Told(SessionAnswer answer) ->
                    settle(host, request, new Survey(ask, answer), context);
        };
    }

    private Attempt settle(
            Host host, SessionRequest request, Survey survey, AttemptContext context) {
        List<DueSession> there =
                lost.others()
                        ? survey.chosen().stream()
                                .map(session -> new DueSession(session, null))
                                .toList()
                        : lost.sessions().stream()
                                .filter(due -> survey.shows(due.session()))
                                .toList();
        List<SessionReport> others = new ArrayList<>();
        lost.sessions().stream()
                .map(DueSession::session)
                .filter(session -> !survey.shows(session))
                .forEach(session ->
                        others.add(
                                new SessionReport(
                                        session,
                                        SessionOutcome.LOGGED_OFF,
                                        null,
                                        "gone when the host was asked again; " + LOST)));
        if (there.isEmpty() || !lost.mayEnd()) {
            there.forEach(due ->
                    others.add(
                            new SessionReport(
                                    due.session(),
                                    SessionOutcome.FAILED,
                                    null,
                                    "still there when the host was asked again; " + LOST)));
            Attempt.Answered nothing =
                    there.isEmpty()
                            ? new Attempt.Answered(HostOutcome.COMPLETED, 0, null, List.of())
                            : new Attempt.Answered(
                                    HostOutcome.FAILED,
                                    1,
                                    there.size() == 1
                                            ? "1 session is still there"
                                            : there.size() + " sessions are still there",
                                    List.of());
            return told(survey.and(nothing, others));
        }
        SessionRequest again = request.ofPlanned(planned(there));
        return switch (conversation.hold(host, again, context)) {
            case Conversation.Ended.Untold(Attempt.Failed failed) -> stillUnknown(failed);
            case Conversation.Ended.Told(SessionAnswer answer) ->
                    told(survey.and(new Verdict(again, answer).attempt(), others));
        };
    }

    // What it ended unseen cannot be told by looking.
    private Attempt told(Attempt.Answered answered) {
        if (!lost.others()) {
            return answered;
        }
        boolean done = answered.outcome() == HostOutcome.COMPLETED;
        String unseen =
                UNLISTED
                        + (done
                                ? ". Asked again, no selected session is left, so there is nothing"
                                        + " more to do; "
                                : "; ")
                        + WHICH_LOG;
        return new Attempt.Answered(
                done ? HostOutcome.TIMED_OUT : answered.outcome(),
                answered.exitCode(),
                answered.message() == null ? unseen : answered.message() + "; " + unseen,
                answered.sessions(),
                answered.computer());
    }

    private static Attempt stillUnknown(Attempt.Failed failed) {
        HostOutcome outcome =
                switch (failed.outcome()) {
                    case AUTH_FAILED, ACCESS_DENIED -> failed.outcome();
                    case UNREACHABLE,
                            TIMED_OUT,
                            PROTOCOL_ERROR,
                            FAILED,
                            WRONG_HOST,
                            COMPLETED,
                            NOTHING_TO_DO,
                            NO_USERS,
                            NOT_ATTEMPTED ->
                            HostOutcome.TIMED_OUT;
                };
        return new Attempt.Failed(
                outcome,
                "may have acted: " + LOST + "; asked again: " + failed.message(),
                failed.retry(),
                failed.refusedLogons());
    }
}
