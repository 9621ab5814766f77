package io.github.fleetlogoff.runner;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.LogoffAllowance;
import io.github.fleetlogoff.model.Plan;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.Surveyed;
import io.github.fleetlogoff.runner.Progress.Acted;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is owed to a run that is taken up, before it goes on: hosts that may have acted are asked
/// what is true, and what the policy has forbidden since is left alone.
final class TakeUp {
    private static final String PROTECTED = "protected by the site policy since the run began";

    private final Plan plan;
    private final Desk desk;
    private final Progress before;
    private final Forbidden forbidden;
    private final Map<String, Docket> dockets;

    /// @param dockets those of the run, filled by then where there is a plan
    TakeUp(
            Plan plan,
            Desk desk,
            Progress before,
            Forbidden forbidden,
            Map<String, Docket> dockets) {
        this.plan = plan;
        this.desk = desk;
        this.before = before;
        this.forbidden = forbidden;
        this.dockets = dockets;
    }

    /// The outcomes of hosts that nothing was done on and that came under protection.
    List<HostReport> spared() {
        return plan.inventoryOrder().stream()
                .filter(host -> isForbidden(host) && isOpen(host) && !hasActed(host))
                .map(this::spared)
                .toList();
    }

    // Who was to be ended there is told as spared.
    private HostReport spared(Host host) {
        Surveyed survey = before.surveys().get(host.name());
        List<SessionReport> sessions =
                survey == null
                        ? List.of()
                        : survey.report().sessions().stream()
                                .map(row ->
                                        row.outcome() == SessionOutcome.WOULD_LOG_OFF
                                                ? new SessionReport(
                                                        row.session(),
                                                        SessionOutcome.PROTECTED,
                                                        null,
                                                        null)
                                                : row)
                                .toList();
        return new HostReport(
                host.name(),
                HostOutcome.NOTHING_TO_DO,
                null,
                survey == null ? HostReport.Effort.NONE : survey.report().effort(),
                PROTECTED,
                null,
                sessions);
    }

    /// Keeps hosts that may have acted and have nothing to end by the plan of today: they are asked
    /// for the sessions that they had leave to end.
    ///
    /// @param settled the hosts that have their outcome by that plan
    void keep(List<HostReport> settled) {
        for (HostReport report : settled) {
            Acted acted = before.acted().get(report.host());
            if (acted != null && !acted.sessions().isEmpty()) {
                dockets.put(report.host(), Docket.ofLeave(acted.host(), acted.sessions(), report));
            }
        }
    }

    /// Asks the hosts that may have acted. What they had leave to end and is still there is ended
    /// now, where that may be; in a blackout and on a protected host they end nothing.
    ///
    /// @param mayEnd whether anything may be ended at all
    List<Answer> ask(boolean mayEnd, Pass.Telling telling) {
        boolean open = mayEnd && desk.blackout(desk.now()).isEmpty();
        return desk.traffic()
                .work(
                        new Pass(
                                uncertain(),
                                (host, context) ->
                                        askAgain(host, open && !isForbidden(host), context),
                                open,
                                telling));
    }

    /// The same in a sweep that has a plan. Who has answered gives its places back.
    void askPlanned(LogoffAllowance allowance) {
        for (Answer answer : askPlanned(!allowance.isOverdrawn())) {
            Docket docket = dockets.get(answer.report().host());
            if (docket != null && !answer.isUncertain()) {
                docket.settle(allowance, answer.report(), true);
            }
        }
    }

    /// The same where places are of no account.
    ///
    /// @param mayEnd whether anything may be ended at all
    List<Answer> askPlanned(boolean mayEnd) {
        uncertain()
                .forEach(host ->
                        dockets.computeIfPresent(
                                host.name(),
                                (name, docket) ->
                                        docket.takenUp(
                                                acted(name).sessions(),
                                                before.warnings().get(name))));
        return ask(mayEnd, this::planned);
    }

    /// What hosts had leave to end.
    Map<String, List<Session>> leaves() {
        Map<String, List<Session>> leaves = new HashMap<>();
        before.acted().forEach((host, acted) -> leaves.put(host, acted.sessions()));
        return leaves;
    }

    private Optional<RunEvent> planned(Instant at, Answer answer) {
        Docket docket = dockets.get(answer.report().host());
        if (docket == null) {
            return desk.outcomes().acted(at, answer);
        }
        return answer.isUncertain()
                ? desk.outcomes().acted(at, docket, answer)
                : Optional.of(desk.outcomes().finish(at, docket.reckoned(answer.report(), true)));
    }

    private Attempt askAgain(Host host, boolean mayEnd, AttemptContext context) {
        Docket docket = dockets.get(host.name());
        Lost lost =
                docket == null
                        ? lost(acted(host.name()), mayEnd)
                        : new Lost(
                                docket.due(
                                        plan.sweep().selector(),
                                        desk.now(),
                                        plan.safeguards().graceOrNone()),
                                false,
                                mayEnd);
        return desk.operation().askAgain(host, lost, context);
    }

    private static Lost lost(Acted acted, boolean mayEnd) {
        return new Lost(
                acted.sessions().stream().map(session -> new DueSession(session, null)).toList(),
                acted.others(),
                mayEnd);
    }

    private List<Host> uncertain() {
        return plan.order().stream().filter(host -> isOpen(host) && hasActed(host)).toList();
    }

    private Acted acted(String host) {
        return requireNonNull(before.acted().get(host), () -> "had no leave to act: " + host);
    }

    private boolean isOpen(Host host) {
        return desk.outcomes().isOpen(host);
    }

    private boolean hasActed(Host host) {
        return before.acted().containsKey(host.name());
    }

    private boolean isForbidden(Host host) {
        return forbidden.hosts().contains(host.name());
    }
}
