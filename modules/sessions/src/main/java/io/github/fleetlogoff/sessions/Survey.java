package io.github.fleetlogoff.sessions;

import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionIdentity;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.runner.Attempt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a host answered when it was asked what a sweep would do there.
record Survey(SessionRequest request, SessionAnswer answer) {

    /// The sessions that would be ended; none where the host could not tell them all.
    List<Session> chosen() {
        if (answer.error() != null) {
            return List.of();
        }
        return answer.rows().stream()
                .map(SessionAnswer.Row::report)
                .filter(Survey::wouldEnd)
                .map(SessionReport::session)
                .toList();
    }

    /// Whether that logon is on the host.
    boolean shows(Session session) {
        SessionIdentity identity = SessionIdentity.of(session);
        return answer.rows().stream().anyMatch(row -> identity.isOf(row.report().session()));
    }

    /// The outcome of a host on which nothing is ended.
    Attempt.Answered verdict() {
        return new Verdict(request, answer).attempt();
    }

    /// The outcome of a host on which sessions were ended after this: those that were spared before
    /// are told too.
    Attempt.Answered and(Attempt.Answered ended) {
        return and(ended, List.of());
    }

    /// The same, with sessions that are known to have been ended otherwise.
    Attempt.Answered and(Attempt.Answered ended, List<SessionReport> others) {
        List<SessionReport> sessions = new ArrayList<>(ended.sessions());
        sessions.addAll(others);
        List<SessionReport> spared =
                verdict().sessions().stream()
                        .filter(report -> !wouldEnd(report) && !holds(sessions, report.session()))
                        .toList();
        sessions.addAll(spared);
        sessions.sort(Comparator.comparingInt(report -> report.session().id()));
        String message =
                Stream.of(ended.message(), verdict().message())
                        .flatMap(text -> Optional.ofNullable(text).stream())
                        .distinct()
                        .collect(Collectors.joining("; "));
        boolean failed = spared.stream().anyMatch(report -> report.outcome().isTrouble());
        return new Attempt.Answered(
                failed ? HostOutcome.FAILED : ended.outcome(),
                failed ? 1 : ended.exitCode(),
                message.isEmpty() ? null : message,
                sessions,
                answer.computer());
    }

    private static boolean wouldEnd(SessionReport report) {
        return report.outcome() == SessionOutcome.WOULD_LOG_OFF;
    }

    private static boolean holds(List<SessionReport> reports, Session session) {
        SessionIdentity identity = SessionIdentity.of(session);
        return reports.stream().anyMatch(report -> identity.isOf(report.session()));
    }
}
