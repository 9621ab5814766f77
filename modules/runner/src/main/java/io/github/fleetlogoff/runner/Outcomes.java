package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunEvent.HostFinished;
import io.github.fleetlogoff.model.Session;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What became of the hosts of a run so far. A host whose answer was lost after it had leave to act
/// is kept open until it was asked again. Thread-safe.
final class Outcomes {
    private final Map<String, HostReport> finished = new ConcurrentHashMap<>();
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    /// A host that is to be asked again.
    ///
    /// @param docket absent = it was worked without a survey
    /// @param answer what its conversation came to
    record Held(@Nullable Docket docket, Answer answer) {
        Lost lost() {
            List<Session> sessions = answer.leave() == null ? null : answer.leave().sessions();
            return new Lost(
                    sessions == null
                            ? List.of()
                            : sessions.stream()
                                    .map(session -> new DueSession(session, null))
                                    .toList(),
                    sessions == null,
                    false);
        }

        /// What it comes to where asking again told nothing.
        HostReport report() {
            return docket == null ? answer.report() : docket.reckoned(answer.report(), true);
        }

        /// What it comes to, having been asked again.
        HostReport report(Answer again) {
            if (again.isTold()) {
                return docket == null
                        ? withEffort(again.report(), answer.report().effort())
                        : docket.spent(answer.report().effort()).reckoned(again.report(), true);
            }
            HostReport first = report();
            return again.report().outcome() == HostOutcome.NOT_ATTEMPTED
                    ? first
                    : withMessage(
                            first, first.message() + "; asked again: " + again.report().message());
        }

        private static HostReport withEffort(HostReport report, HostReport.Effort before) {
            return new HostReport(
                    report.host(),
                    report.outcome(),
                    report.exitCode(),
                    Docket.sum(before, report.effort()),
                    report.message(),
                    report.reason(),
                    report.sessions());
        }

        private static HostReport withMessage(HostReport report, String message) {
            return new HostReport(
                    report.host(),
                    report.outcome(),
                    report.exitCode(),
                    report.effort(),
                    message,
                    report.reason(),
                    report.sessions());
        }
    }

    /// @param settled the hosts that had their outcome before the run was taken up
    Outcomes(List<HostReport> settled) {
        settled.forEach(report -> finished.put(report.host(), report));
    }

    /// A host has its outcome, which stands.
    RunEvent finish(Instant at, HostReport report) {
        finished.put(report.host(), report);
        return new HostFinished(at, report);
    }

    /// Ends the acting of a host.
    ///
    /// @return empty where it is kept open
    Optional<RunEvent> acted(Instant at, Answer answer) {
        return ended(at, null, answer);
    }

    /// Ends the acting of a host of a wave.
    ///
    /// @return empty where it is kept open
    Optional<RunEvent> acted(Instant at, Docket docket, Answer answer) {
        return ended(at, docket, answer);
    }

    private Optional<RunEvent> ended(Instant at, @Nullable Docket docket, Answer answer) {
        if (answer.isUncertain()) {
            held.put(answer.report().host(), new Held(docket, answer));
            return Optional.empty();
        }
        return Optional.of(
                finish(
                        at,
                        docket == null
                                ? answer.report()
                                : docket.reckoned(answer.report(), answer.leave() != null)));
    }

    /// The outcomes so far, by name.
    Map<String, HostReport> finished() {
        return Map.copyOf(finished);
    }

    boolean isOpen(Host host) {
        return !finished.containsKey(host.name()) && !held.containsKey(host.name());
    }

    Optional<HostReport> of(Host host) {
        return Optional.ofNullable(finished.get(host.name()));
    }

    /// The outcome that counts for a wave now.
    Optional<HostOutcome> latest(Host host) {
        Held one = held.get(host.name());
        return one == null
                ? of(host).map(HostReport::outcome)
                : Optional.of(one.answer().report().outcome());
    }

    /// The hosts that are to be asked again.
    List<Host> held(List<Host> order) {
        return order.stream().filter(host -> held.containsKey(host.name())).toList();
    }

    /// @throws IllegalStateException where it is not to be asked again
    Held held(String host) {
        Held one = held.get(host);
        if (one == null) {
            throw new IllegalStateException("is not asked again: " + host);
        }
        return one;
    }
}
