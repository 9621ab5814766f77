package io.github.fleetlogoff.sessions;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.runner.Attempt;
import io.github.fleetlogoff.runner.AttemptContext;
import io.github.fleetlogoff.runner.DueSession;
import io.github.fleetlogoff.runner.Lost;
import io.github.fleetlogoff.runner.SweepOperation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Carries a sweep to one host at a time: sends the session script with its request through a
/// [RemoteShell] and turns what comes back into an outcome. Thread-safe.
///
/// In one conversation for a phase it does what it is told; in one for the whole sweep: where the
/// sweep names users or sessions, one conversation does it all. Where it chooses them, the host is
/// asked first whom the choice means, and only those logons are ended: they stand in the journal
/// before (docs/decisions/0013).
public final class SessionOperation implements SweepOperation {
    /// The shell variable that holds the packed script.
    public static final String SCRIPT_VARIABLE = Conversation.SCRIPT_VARIABLE;

    /// The shell variable that holds the request.
    public static final String REQUEST_VARIABLE = Conversation.REQUEST_VARIABLE;

    // The widest a computer's name becomes in ASCII JSON.
    private static final String WIDEST_NAME = "\uFFFD".repeat(15);

    private final Conversation conversation;
    private final Sweep sweep;
    private final @Nullable Map<String, List<Session>> reviewed;

    /// An operation for every host of a sweep.
    ///
    /// @param shell not closed here
    /// @throws FleetException with code `USAGE` where what is asked is too long for an environment
    ///   variable of Windows
    /// @throws IllegalArgumentException for a sweep that warns: it has no text
    public SessionOperation(RemoteShell shell, Sweep sweep, SessionScript script) {
        this(shell, sweep, script, null);
    }

    /// The same for a plan that was reviewed: its survey is about the sessions of the plan and says
    /// what drifted.
    ///
    /// @param reviewed the sessions that may be ended, by the name of their host; absent = those
    ///   that are selected
    public SessionOperation(
            RemoteShell shell,
            Sweep sweep,
            SessionScript script,
            @Nullable Map<String, List<Session>> reviewed) {
        requireNonNull(shell, "shell is null");
        requireNonNull(script, "script is null");
        this.conversation = new Conversation(shell, script);
        this.sweep = requireNonNull(sweep, "sweep is null");
        this.reviewed = reviewed == null ? null : Map.copyOf(reviewed);
        // Before any host is touched: no host's request is longer than this one.
        RequestWriter.write(SessionRequest.of(sweep, WIDEST_NAME));
    }

    @Override
    public Attempt attempt(Host host, AttemptContext context) {
        SessionRequest request = SessionRequest.of(sweep, host);
        return request.touches() && !sweep.selector().namesUsersOrSessions()
                ? askAndEnd(host, request, context)
                : hold(host, request, context);
    }

    @Override
    public Attempt survey(Host host, AttemptContext context) {
        SessionRequest all = SessionRequest.of(sweep, host).rehearsal();
        SessionRequest ask =
                reviewed == null ? all : all.ofPlan(reviewed.getOrDefault(host.name(), List.of()));
        return switch (conversation.hold(host, ask, context)) {
            case Conversation.Ended.Untold(Attempt.Failed failed) -> failed;
            case Conversation.Ended.Told(SessionAnswer answer) -> {
                Attempt.Answered told = new Verdict(ask, answer).attempt();
                yield new Attempt.Answered(
                        told.outcome(),
                        told.exitCode(),
                        Stream.of(
                                        Optional.ofNullable(told.message()),
                                        reviewed == null ? Optional.<String>empty() : drift(answer))
                                .flatMap(Optional::stream)
                                .reduce((one, other) -> one + "; " + other)
                                .orElse(null),
                        told.sessions(),
                        answer.computer());
            }
        };
    }

    // Who is selected now and was not when the plan was made is left alone.
    private static Optional<String> drift(SessionAnswer answer) {
        List<String> others =
                answer.rows().stream()
                        .filter(row ->
                                row.selected() && row.report().outcome() == SessionOutcome.LISTED)
                        .map(row ->
                                row.report().session().id() + " " + row.report().session().user())
                        .toList();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "drift: selected now and not in the plan or beyond its budget, so left alone: "
                                + Excerpt.of(String.join(", ", others)));
    }

    @Override
    public Attempt warn(
            Host host,
            List<Session> sessions,
            String text,
            Duration shown,
            AttemptContext context) {
        return hold(host, SessionRequest.of(sweep, host).warning(sessions, text, shown), context);
    }

    @Override
    public Attempt end(Host host, List<DueSession> sessions, AttemptContext context) {
        return hold(
                host,
                SessionRequest.of(sweep, host).ofPlanned(LostAnswer.planned(sessions)),
                context);
    }

    @Override
    public Attempt askAgain(Host host, Lost lost, AttemptContext context) {
        return new LostAnswer(conversation, sweep, lost).ask(host, context);
    }

    private Attempt hold(Host host, SessionRequest request, AttemptContext context) {
        return switch (conversation.hold(host, request, context)) {
            case Conversation.Ended.Untold(Attempt.Failed failed) -> failed;
            case Conversation.Ended.Told(SessionAnswer answer) ->
                    new Verdict(request, answer).attempt();
        };
    }

    private Attempt askAndEnd(Host host, SessionRequest request, AttemptContext context) {
        SessionRequest ask = request.rehearsal();
        return switch (conversation.hold(host, ask, context)) {
            case Conversation.Ended.Untold(Attempt.Failed failed) -> failed;
            case Conversation.Ended.Told(SessionAnswer answer) -> {
                Survey survey = new Survey(ask, answer);
                yield survey.chosen().isEmpty()
                        ? survey.verdict()
                        : end(host, request.ofPlan(survey.chosen()), survey, context);
            }
        };
    }

    private Attempt end(Host host, SessionRequest request, Survey survey, AttemptContext context) {
        return switch (conversation.hold(host, request, context)) {
            case Conversation.Ended.Untold(Attempt.Failed failed) -> failed;
            case Conversation.Ended.Told(SessionAnswer answer) ->
                    survey.and(new Verdict(request, answer).attempt());
        };
    }
}
