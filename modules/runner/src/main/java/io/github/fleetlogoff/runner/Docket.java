package io.github.fleetlogoff.runner;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.LogoffAllowance;
import io.github.fleetlogoff.model.LogoffAllowance.Grant;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.PlannedSession;
import io.github.fleetlogoff.model.RunEvent.HostWarned;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionIdentity;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.SurveyedPlan.HostPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a run knows of a host with planned sessions: the places these have in the budget, what
/// became of the warning, and what all of that makes of the host. Immutable.
///
/// @param grant absent = it was not its turn
/// @param warned absent = its users were not told
/// @param spent what it cost so far
record Docket(
        HostPlan plan,
        @Nullable Grant grant,
        @Nullable HostWarned warned,
        HostReport.Effort spent) {
    private static final String LOST =
            "logoff may have been sent, and the answer was lost; look with the sessions command";
    private static final String BEYOND = "beyond the budget (--max-logoffs)";
    private static final String UNTOLD = "the warning could not be shown, so it was not ended";

    static Docket of(HostPlan plan) {
        return new Docket(plan, null, null, plan.survey().effort());
    }

    /// What is known of a host that had leave to end sessions and is not in the plan any more.
    ///
    /// @param leave at least one
    /// @param survey its outcome by the plan that leaves it out
    static Docket ofLeave(Host host, List<Session> leave, HostReport survey) {
        return of(new HostPlan(host, unplanned(leave).toList(), survey));
    }

    private static Stream<PlannedSession> unplanned(List<Session> leave) {
        return leave.stream().map(session -> new PlannedSession(session, false));
    }

    Docket granted(Grant given) {
        return new Docket(plan, given, warned, spent);
    }

    Docket warned(HostWarned event) {
        return new Docket(plan, grant, event, sum(spent, event.warning().effort()));
    }

    /// The same of a host that had leave to end sessions before the run was taken up. Those whose
    /// users came under protection since are not in its plan: they may have ended all the same.
    Docket takenUp(List<Session> leave, @Nullable HostWarned event) {
        List<Session> missing =
                leave.stream()
                        .filter(session ->
                                plan.sessions().stream()
                                        .noneMatch(one -> one.identity().isOf(session)))
                        .toList();
        HostPlan whole =
                new HostPlan(
                        plan.host(),
                        Stream.concat(plan.sessions().stream(), unplanned(missing)).toList(),
                        plan.survey());
        Docket granted = new Docket(whole, LogoffAllowance.granted(whole, leave), warned, spent);
        return event == null ? granted : granted.warned(event);
    }

    /// Gives back the places with which nothing was done.
    ///
    /// @param last what the host came to
    /// @param acted whether it had leave to act
    void settle(LogoffAllowance allowance, HostReport last, boolean acted) {
        allowance.settle(
                requireNonNull(grant, "the host has no grant"), reckoned(last, acted), acted);
    }

    Docket spent(HostReport.Effort more) {
        return new Docket(plan, grant, warned, sum(spent, more));
    }

    Host host() {
        return plan.host();
    }

    String name() {
        return plan.host().name();
    }

    /// The sessions that have a place in the budget.
    List<Session> places() {
        return grant == null
                ? List.of()
                : grant.sessions().stream().map(PlannedSession::session).toList();
    }

    /// The sessions to end now: those with a place whose users were told, where they had to be.
    ///
    /// @param grace which they had by then, whatever the clock says
    List<DueSession> due(Selector selector, Instant now, Duration grace) {
        if (warned == null) {
            return places().stream().map(session -> new DueSession(session, null)).toList();
        }
        Duration idle = selector.idleAtLeast(since(warned.at(), now, grace)).orElse(null);
        return places().stream()
                .filter(session ->
                        told(warned.warning(), session)
                                .filter(row -> row.outcome() == SessionOutcome.WARNED)
                                .isPresent())
                .map(session -> new DueSession(session, idle))
                .toList();
    }

    private static Duration since(Instant then, Instant now, Duration atLeast) {
        Duration told = Duration.between(then, now);
        return told.compareTo(atLeast) < 0 ? atLeast : told;
    }

    static HostReport.Effort sum(HostReport.Effort one, HostReport.Effort other) {
        return new HostReport.Effort(
                one.attempts() + other.attempts(),
                one.duration().plus(other.duration()),
                one.refusedLogons() + other.refusedLogons());
    }

    /// What a host comes to that is not told to end anything.
    HostReport notAttempted(NotAttemptedReason reason, String message) {
        return reckoned(
                new HostReport(
                        name(),
                        HostOutcome.NOT_ATTEMPTED,
                        null,
                        HostReport.Effort.NONE,
                        message,
                        reason,
                        List.of()),
                false);
    }

    /// What a host comes to in a dry run.
    ///
    /// @param place where in the plan it is, absent = nothing is to be said of it
    HostReport rehearsed(@Nullable String place) {
        HostReport survey = plan.survey();
        List<SessionReport> sessions =
                survey.sessions().stream()
                        .map(row ->
                                plan.sessions().stream()
                                                .anyMatch(planned ->
                                                        !planned.withinBudget()
                                                                && planned.session()
                                                                        .equals(row.session()))
                                        ? new SessionReport(
                                                row.session(),
                                                SessionOutcome.NOT_REACHED,
                                                null,
                                                BEYOND)
                                        : row)
                        .toList();
        String message =
                Stream.of(Optional.ofNullable(place), Optional.ofNullable(survey.message()))
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining("; "));
        return new HostReport(
                name(),
                survey.outcome(),
                survey.exitCode(),
                survey.effort(),
                message.isEmpty() ? null : message,
                null,
                sessions);
    }

    /// What a host comes to whose every user left, or could not be told.
    HostReport withoutEnding() {
        return reckoned(
                new HostReport(
                        name(),
                        HostOutcome.COMPLETED,
                        0,
                        HostReport.Effort.NONE,
                        null,
                        null,
                        List.of()),
                false);
    }

    /// What a host comes to. Every planned session is told once, and what the survey said of
    /// others.
    ///
    /// @param last what the last conversation came to
    /// @param acted whether that had leave to act
    HostReport reckoned(HostReport last, boolean acted) {
        List<SessionReport> sessions = new ArrayList<>();
        plan.sessions().forEach(planned -> sessions.add(fate(planned.session(), last, acted)));
        last.sessions().stream()
                .filter(row -> sessions.stream().noneMatch(row::equals))
                .forEach(sessions::add);
        plan.survey().sessions().stream()
                .filter(row -> row.outcome() != SessionOutcome.WOULD_LOG_OFF)
                .filter(row -> sessions.stream().noneMatch(told -> isOf(told, row.session())))
                .forEach(sessions::add);
        sessions.sort(Comparator.comparingInt(row -> row.session().id()));
        boolean trouble =
                last.outcome() == HostOutcome.COMPLETED
                        && sessions.stream().anyMatch(row -> row.outcome().isTrouble());
        return new HostReport(
                name(),
                trouble ? HostOutcome.FAILED : last.outcome(),
                trouble ? Integer.valueOf(1) : last.exitCode(),
                sum(spent, last.effort()),
                message(last),
                last.reason(),
                sessions);
    }

    private SessionReport fate(Session session, HostReport last, boolean acted) {
        Optional<SessionReport> told = told(last, session);
        if (told.isPresent()) {
            return told.get();
        }
        Optional<SessionReport> before =
                warned == null ? Optional.empty() : told(warned.warning(), session);
        if (before.isPresent() && before.get().outcome() != SessionOutcome.WARNED) {
            SessionReport row = before.get();
            return row.outcome() == SessionOutcome.FAILED
                    ? new SessionReport(
                            session,
                            row.outcome(),
                            row.exitCode(),
                            row.message() == null ? UNTOLD : UNTOLD + ": " + row.message())
                    : row;
        }
        if (acted && places().contains(session)) {
            return new SessionReport(session, SessionOutcome.UNVERIFIED, null, LOST);
        }
        boolean beyond = grant != null && !places().contains(session);
        return new SessionReport(session, SessionOutcome.NOT_REACHED, null, beyond ? BEYOND : null);
    }

    /// Whether a session was left because the budget did not reach so far.
    static boolean isBeyond(SessionReport row) {
        return row.outcome() == SessionOutcome.NOT_REACHED && BEYOND.equals(row.message());
    }

    private static Optional<SessionReport> told(HostReport report, Session session) {
        return report.sessions().stream().filter(row -> isOf(row, session)).findFirst();
    }

    // A superseded session is told by the logon that has its id now.
    private static boolean isOf(SessionReport row, Session session) {
        return SessionIdentity.of(session).isOf(row.session())
                || (row.outcome() == SessionOutcome.SUPERSEDED
                        && row.session().id() == session.id());
    }

    private @Nullable String message(HostReport last) {
        String message =
                Stream.of(
                                Optional.ofNullable(last.message()),
                                Optional.ofNullable(warned).map(event -> event.warning().message()),
                                Optional.ofNullable(plan.survey().message()))
                        .flatMap(Optional::stream)
                        .distinct()
                        .collect(Collectors.joining("; "));
        return message.isEmpty() ? null : message;
    }
}
