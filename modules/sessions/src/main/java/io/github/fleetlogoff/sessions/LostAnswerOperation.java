package io.github.fleetlogoff.sessions;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.runner.Attempt;
import io.github.fleetlogoff.runner.AttemptContext;
import io.github.fleetlogoff.runner.HostOperation;
import java.util.List;
import java.util.Map;

/// Works hosts that may have acted and whose answer was lost with the process that waited for it.
/// Each is asked first, read-only, what is true: a logon that is gone was ended and is never ended
/// again, one that is still there is worked again. Thread-safe.
public final class LostAnswerOperation implements HostOperation {
    private static final String LOST = "its first answer was lost when the run was ended";

    private final Conversation conversation;
    private final Sweep sweep;
    private final Map<String, Lost> lost;

    /// What a host may have ended.
    ///
    /// @param sessions the logons it had leave to end
    /// @param others whether it may have ended what the selector found there beside them
    public record Lost(List<Session> sessions, boolean others) {
        public Lost {
            sessions = List.copyOf(sessions);
        }
    }

    /// An operation for the hosts of a sweep whose answers were lost.
    ///
    /// @param shell not closed here
    /// @param lost by the host's name
    public LostAnswerOperation(
            RemoteShell shell, Sweep sweep, SessionScript script, Map<String, Lost> lost) {
        requireNonNull(shell, "shell is null");
        requireNonNull(script, "script is null");
        this.conversation = new Conversation(shell, script);
        this.sweep = requireNonNull(sweep, "sweep is null");
        this.lost = Map.copyOf(lost);
    }

    /// Works one of those hosts.
    ///
    /// @throws IllegalArgumentException where its answer was not lost
    @Override
    public Attempt attempt(Host host, AttemptContext context) {
        Lost before = lost.get(host.name());
        if (before == null) {
            throw new IllegalArgumentException("no answer of this host was lost: " + host.name());
        }
        SessionRequest request = SessionRequest.of(sweep, host);
        SessionRequest ask = request.rehearsal();
        return switch (conversation.hold(host, ask, context)) {
            case Conversation.Ended.Untold(Attempt.Failed failed) -> stillUnknown(failed);
            case Conversation.Ended.Told(SessionAnswer answer) when answer.error() != null ->
                    new Verdict(ask, answer).attempt();
            case Conversation.Ended.Told(SessionAnswer answer) ->
                    settle(host, before, request, new Survey(ask, answer), context);
        };
    }

    private Attempt settle(
            Host host, Lost before, SessionRequest request, Survey survey, AttemptContext context) {
        List<Session> there =
                before.others()
                        ? survey.chosen()
                        : before.sessions().stream().filter(survey::shows).toList();
        List<SessionReport> gone =
                before.sessions().stream()
                        .filter(session -> !survey.shows(session))
                        .map(session ->
                                new SessionReport(
                                        session,
                                        SessionOutcome.LOGGED_OFF,
                                        null,
                                        "gone when the host was asked again; " + LOST))
                        .toList();
        if (there.isEmpty()) {
            Attempt.Answered nothing =
                    new Attempt.Answered(HostOutcome.COMPLETED, 0, null, List.of());
            return told(before, survey.and(nothing, gone));
        }
        SessionRequest again = request.ofPlan(there);
        return switch (conversation.hold(host, again, context)) {
            case Conversation.Ended.Untold(Attempt.Failed failed) -> stillUnknown(failed);
            case Conversation.Ended.Told(SessionAnswer answer) ->
                    told(before, survey.and(new Verdict(again, answer).attempt(), gone));
        };
    }

    // What it ended unseen cannot be told by looking.
    private static Attempt told(Lost before, Attempt.Answered answered) {
        return before.others() && answered.outcome() == HostOutcome.COMPLETED
                ? new Attempt.Answered(
                        HostOutcome.TIMED_OUT,
                        answered.exitCode(),
                        "may have ended sessions that are not listed here: "
                                + LOST
                                + "; asked again, no selected session is left",
                        answered.sessions())
                : answered;
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
