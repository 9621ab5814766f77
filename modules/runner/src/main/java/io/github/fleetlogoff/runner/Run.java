package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.LogoffAllowance;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.Phase;
import io.github.fleetlogoff.model.Plan;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunEvent.HostSurveyed;
import io.github.fleetlogoff.model.RunEvent.RunStopping;
import io.github.fleetlogoff.model.StopCause;
import io.github.fleetlogoff.model.Surveyed;
import io.github.fleetlogoff.model.SurveyedPlan;
import io.github.fleetlogoff.model.SurveyedPlan.SurveyedWave;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One run, phase by phase, on the thread that called. [Traffic] has its conversations, [WaveRun]
/// works a wave.
final class Run {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    private final Plan plan;
    private final Counsel counsel;
    private final Desk desk;
    private final Progress before;
    // What the survey says of the hosts that are still to be worked.
    private final Map<String, Docket> dockets = new HashMap<>();
    private final Forbidden forbidden;
    private final Twins twins;
    private final TakeUp takeUp;
    private @Nullable Halt halt;

    /// @param before what was done before the run was taken up
    /// @param forbidden what the policy forbids since
    Run(Plan plan, Counsel counsel, Desk desk, Progress before, Forbidden forbidden) {
        this.plan = plan;
        this.counsel = counsel;
        this.desk = desk;
        this.before = before;
        this.forbidden = forbidden;
        this.twins = new Twins(plan);
        this.takeUp = new TakeUp(plan, desk, before, forbidden, dockets);
    }

    /// @param opening the first event, of the moment given
    void run(Function<Instant, RunEvent> opening) {
        try (Traffic traffic = desk.traffic()) {
            desk.tell(opening.apply(desk.now()));
            finish(takeUp.spared());
            finish(
                    twins.unasked(host ->
                            desk.outcomes().isOpen(host)
                                    && !before.acted().containsKey(host.name())));
            List<Phase> phases = Phase.of(plan.sweep(), plan.safeguards());
            String why = forbidden.ending();
            if (why != null) {
                endNothing(why);
            } else if (phases.contains(Phase.PLAN) || counsel.needsPlan()) {
                sweep();
            } else {
                workAtOnce();
            }
            leaveRest();
            verify();
            traffic.stopped();
            desk.shared().events().finish(new RunEvent.RunFinished(desk.now()), traffic::stopping);
        }
    }

    // The plan tells what is not ended any more, where nobody need be asked to make it.
    private void endNothing(String why) {
        if (!before.surveys().isEmpty() && unsurveyed().isEmpty()) {
            SurveyedPlan made = made(survey());
            if (made == null) {
                return;
            }
            settle(made);
            takeUp.askPlanned(false);
        } else {
            takeUp.ask(false, desk.outcomes()::acted);
        }
        if (!desk.isStopped() && !open().isEmpty()) {
            halt(new Halt(NotAttemptedReason.STOPPED, why));
        }
    }

    // One conversation with each host does it all.
    private void workAtOnce() {
        boolean acts = plan.sweep().action() != Action.LIST && !plan.sweep().dryRun();
        takeUp.ask(true, this::workedAtOnce);
        List<Answer> answers =
                desk.traffic().work(new Pass(open(), desk.operation(), acts, this::workedAtOnce));
        answers.stream()
                .map(Answer::report)
                .filter(report -> report.reason() == NotAttemptedReason.BLACKOUT)
                .findFirst()
                .ifPresent(report ->
                        halt(
                                new Halt(
                                        NotAttemptedReason.BLACKOUT,
                                        String.valueOf(report.message()))));
    }

    private Optional<RunEvent> workedAtOnce(Instant at, Answer answer) {
        return desk.outcomes().acted(at, twins.told(answer));
    }

    private List<Host> open() {
        return plan.order().stream().filter(desk.outcomes()::isOpen).toList();
    }

    // Once a wave has begun nobody is surveyed any more.
    private List<Host> unsurveyed() {
        return before.wave() > 0
                ? List.of()
                : open().stream()
                        .filter(host -> !before.surveys().containsKey(host.name()))
                        .toList();
    }

    private List<Surveyed> survey() {
        List<Answer> answers =
                desk.traffic()
                        .work(
                                new Pass(
                                        unsurveyed(),
                                        desk.operation()::survey,
                                        false,
                                        this::surveyed));
        Map<String, Answer> byHost = new HashMap<>();
        answers.forEach(answer -> byHost.put(answer.report().host(), answer));
        List<Surveyed> surveyed = new ArrayList<>();
        for (Host host : plan.inventoryOrder()) {
            Answer answer = byHost.get(host.name());
            Surveyed earlier = before.surveys().get(host.name());
            if (answer != null) {
                surveyed.add(new Surveyed(host, answer.report(), answer.computerName()));
            } else if (earlier != null) {
                surveyed.add(earlier);
            }
        }
        return surveyed;
    }

    private Optional<RunEvent> surveyed(Instant at, Answer answer) {
        return Optional.of(
                answer.isTold()
                        ? new HostSurveyed(at, answer.report(), answer.computerName())
                        : desk.outcomes().finish(at, answer.report()));
    }

    private void sweep() {
        Duration grace = plan.safeguards().graceOrNone();
        boolean acts = !plan.sweep().dryRun();
        // A wave that had begun asks for itself, by the time that is left.
        if (acts && before.wave() == 0) {
            desk.blackout(desk.now().plus(grace)).ifPresent(this::halt);
        }
        if (halt != null) {
            return;
        }
        List<Surveyed> surveyed = survey();
        SurveyedPlan made = desk.isStopped() ? null : made(surveyed);
        if (made == null) {
            return;
        }
        settle(made);
        if (!acts) {
            rehearse(made);
            return;
        }
        if (before.wave() == 0) {
            objection(made).ifPresent(why -> halt(new Halt(NotAttemptedReason.CHANGE, why)));
        }
        if (halt == null && !desk.isStopped()) {
            waves(made);
        }
    }

    private Optional<String> objection(SurveyedPlan made) {
        try {
            return counsel.objection(made);
        } catch (RuntimeException fault) {
            fault("the sweep cannot be compared with earlier ones", fault);
            return Optional.empty();
        }
    }

    // A fault of the program is not to cost a host its outcome.
    private void fault(String what, RuntimeException fault) {
        LOG.error("{}", what, fault);
        String why =
                fault instanceof FleetException
                        ? String.valueOf(fault.getMessage())
                        : "internal fault: " + fault;
        desk.shared().stop().stop(StopCause.FAULT, what + ": " + why);
    }

    private @Nullable SurveyedPlan made(List<Surveyed> surveyed) {
        try {
            return counsel.plan(surveyed);
        } catch (RuntimeException fault) {
            fault("the survey cannot be planned", fault);
            return null;
        }
    }

    private void settle(SurveyedPlan made) {
        made.waves().stream()
                .flatMap(wave -> wave.hosts().stream())
                .forEach(host -> dockets.put(host.host().name(), Docket.of(host)));
        Set<String> open = open().stream().map(Host::name).collect(Collectors.toSet());
        takeUp.keep(made.settled());
        finish(
                made.settled().stream()
                        .filter(report ->
                                open.contains(report.host())
                                        && !before.acted().containsKey(report.host()))
                        .toList());
    }

    private void rehearse(SurveyedPlan made) {
        List<HostReport> reports = new ArrayList<>();
        for (SurveyedWave wave : made.waves()) {
            String place =
                    made.waves().size() == 1
                            ? null
                            : "wave " + wave.number() + " of " + made.waves().size();
            wave.hosts().forEach(host -> reports.add(Docket.of(host).rehearsed(place)));
        }
        finish(reports);
    }

    private void waves(SurveyedPlan made) {
        LogoffAllowance allowance =
                LogoffAllowance.resumed(made, takeUp.leaves(), desk.outcomes().finished());
        takeUp.askPlanned(allowance);
        for (SurveyedWave wave : made.waves()) {
            new WaveRun(desk, made, wave, allowance, before).run().ifPresent(this::halt);
            if (halt != null || desk.isStopped()) {
                return;
            }
        }
        beyond(made, allowance).ifPresent(this::halt);
    }

    // Every host had its turn, and the last that had one may have had places for a part of its
    // sessions only.
    private Optional<Halt> beyond(SurveyedPlan made, LogoffAllowance allowance) {
        long left =
                made.waves().stream()
                        .flatMap(wave -> wave.hosts().stream())
                        .flatMap(host -> desk.outcomes().of(host.host()).stream())
                        .flatMap(report -> report.sessions().stream())
                        .filter(Docket::isBeyond)
                        .count();
        return left == 0
                ? Optional.empty()
                : Optional.of(
                        new Halt(
                                NotAttemptedReason.BUDGET,
                                "the budget of %s (--max-logoffs) was spent, with %s left"
                                        .formatted(sessions(allowance.most()), sessions(left))));
    }

    /// `1 session`, `2 sessions`.
    static String sessions(long count) {
        return count == 1 ? "1 session" : count + " sessions";
    }

    private void halt(Halt why) {
        halt = why;
        desk.tell(new RunStopping(desk.now(), StopCause.GUARD, why.sentence()));
    }

    private void leaveRest() {
        Halt why = halt;
        NotAttemptedReason reason = why == null ? NotAttemptedReason.STOPPED : why.reason();
        String message =
                why == null
                        ? desk.traffic()
                                .stopped()
                                .map(StopSignal.Stop::message)
                                .orElse("the run ended before its turn")
                        : why.sentence();
        finish(
                plan.order().stream()
                        .filter(desk.outcomes()::isOpen)
                        .map(host -> {
                            Docket docket = dockets.get(host.name());
                            return docket == null
                                    ? HostReport.notAttempted(host.name(), reason, message)
                                    : docket.notAttempted(reason, message);
                        })
                        .toList());
    }

    // Hosts that may have acted without saying so.
    private void verify() {
        List<Host> held = desk.outcomes().held(plan.order());
        if (held.isEmpty()) {
            return;
        }
        if (desk.isStopped()) {
            finish(held.stream().map(host -> desk.outcomes().held(host.name()).report()).toList());
            return;
        }
        desk.traffic()
                .work(
                        new Pass(
                                held,
                                (host, context) ->
                                        desk.operation()
                                                .askAgain(
                                                        host,
                                                        desk.outcomes().held(host.name()).lost(),
                                                        context),
                                false,
                                (at, answer) ->
                                        Optional.of(
                                                desk.outcomes()
                                                        .finish(
                                                                at,
                                                                desk.outcomes()
                                                                        .held(
                                                                                answer.report()
                                                                                        .host())
                                                                        .report(answer)))));
    }

    private void finish(List<HostReport> reports) {
        desk.traffic()
                .tellAll(
                        reports.stream()
                                .map(report -> desk.outcomes().finish(desk.now(), report))
                                .toList());
    }
}
