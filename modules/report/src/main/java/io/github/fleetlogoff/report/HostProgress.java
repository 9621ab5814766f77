package io.github.fleetlogoff.report;

import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.RunEvent.HostSurveyed;
import io.github.fleetlogoff.model.RunEvent.HostWarned;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionIdentity;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of one host of a run so far. Not thread-safe.
final class HostProgress {
    private static final String LOST =
            "logoff may have been sent, and the answer was lost; look with the sessions command";

    private final List<Session> intended = new ArrayList<>();
    private @Nullable Instant since;
    private int attempts;
    private boolean acting;
    private boolean blind;
    private @Nullable HostSurveyed survey;
    private @Nullable HostWarned warning;
    private @Nullable HostReport result;

    void started(Instant at, int attempt) {
        since = since == null ? at : since;
        attempts = Math.max(attempts, attempt);
    }

    void surveyed(HostSurveyed answer) {
        survey = answer;
    }

    // From the first message on its users have time.
    void warned(HostWarned answer) {
        warning = warning == null ? answer : warning;
    }

    // A run that was taken up may have asked for leave more than once: what it may have ended is
    // all of it.
    void acting(@Nullable List<Session> sessions) {
        acting = true;
        if (sessions == null) {
            blind = true;
        } else {
            sessions.stream().filter(session -> !holds(intended, session)).forEach(intended::add);
        }
    }

    /// Takes the outcome, but where there is one: that is kept, and returned.
    Optional<HostReport> finished(HostReport report) {
        if (result != null) {
            return Optional.of(result);
        }
        result = report;
        return Optional.empty();
    }

    /// The run goes on: that it was stopped is no outcome of the host any more.
    ///
    /// @param stopped whether the run was stopped before
    void resumed(boolean stopped) {
        if (!isSettled(stopped)) {
            result = null;
        }
    }

    Optional<HostSurveyed> survey() {
        return Optional.ofNullable(survey);
    }

    Optional<HostWarned> warning() {
        return Optional.ofNullable(warning);
    }

    /// Whether its outcome stands when the run goes on.
    ///
    /// @param stopped whether the run was stopped: then nobody was asked at its end what became of
    ///   the commands it had sent
    boolean isSettled(boolean stopped) {
        return result != null
                && result.reason() != NotAttemptedReason.STOPPED
                && !(stopped && acting && isUnknown(result.outcome()));
    }

    private static boolean isUnknown(HostOutcome outcome) {
        return outcome == HostOutcome.TIMED_OUT || outcome == HostOutcome.PROTOCOL_ERROR;
    }

    /// What the host had leave to end; empty where it had none.
    Optional<RunRemainder.Uncertain> acted(Host host) {
        return acting
                ? Optional.of(new RunRemainder.Uncertain(host, intended, blind))
                : Optional.empty();
    }

    /// What a report says of the host.
    ///
    /// @param latest the moment of the latest event of the run
    HostReport report(String host, Instant latest) {
        if (result == null) {
            return withLost(
                    acting
                            ? unanswered(host, latest, "the run ended before its answer came")
                            : new HostReport(
                                    host,
                                    HostOutcome.NOT_ATTEMPTED,
                                    null,
                                    effort(latest),
                                    "nothing was done: the run ended before its turn",
                                    NotAttemptedReason.STOPPED,
                                    List.of()));
        }
        // It acted before the run was taken up, and was not asked since.
        return withLost(
                acting && result.outcome() == HostOutcome.NOT_ATTEMPTED
                        ? unanswered(host, latest, String.valueOf(result.message()))
                        : result);
    }

    private HostReport unanswered(String host, Instant latest, String why) {
        return new HostReport(
                host,
                HostOutcome.TIMED_OUT,
                null,
                effort(latest),
                "may have acted: " + why + "; look with the sessions command",
                null,
                List.of());
    }

    private HostReport.Effort effort(Instant latest) {
        Duration spent = since == null ? Duration.ZERO : Duration.between(since, latest);
        return new HostReport.Effort(attempts, spent, 0);
    }

    // No session that was to be ended is missing in a report, whatever became of its host.
    private HostReport withLost(HostReport report) {
        List<SessionReport> sessions = new ArrayList<>(report.sessions());
        for (Session session : intended) {
            if (report.sessions().stream().noneMatch(told -> tells(told, session))) {
                sessions.add(new SessionReport(session, SessionOutcome.UNVERIFIED, null, LOST));
            }
        }
        if (survey != null && !isSettledAsPlanned(report)) {
            survey.survey().sessions().stream()
                    .filter(chosen -> chosen.outcome() == SessionOutcome.WOULD_LOG_OFF)
                    .filter(chosen ->
                            sessions.stream().noneMatch(told -> tells(told, chosen.session())))
                    .forEach(chosen ->
                            sessions.add(
                                    new SessionReport(
                                            chosen.session(),
                                            SessionOutcome.NOT_REACHED,
                                            null,
                                            null)));
        }
        return sessions.size() == report.sessions().size() ? report : report.withSessions(sessions);
    }

    // The plan may have taken sessions out that the survey chose: those of a computer that is
    // worked
    // under another name.
    private static boolean isSettledAsPlanned(HostReport report) {
        return report.outcome() == HostOutcome.NOTHING_TO_DO;
    }

    // A superseded session is told by the logon that has its id now.
    private static boolean tells(SessionReport told, Session session) {
        return SessionIdentity.of(session).isOf(told.session())
                || (told.outcome() == SessionOutcome.SUPERSEDED
                        && told.session().id() == session.id());
    }

    private static boolean holds(List<Session> sessions, Session session) {
        return sessions.stream().anyMatch(SessionIdentity.of(session)::isOf);
    }
}
