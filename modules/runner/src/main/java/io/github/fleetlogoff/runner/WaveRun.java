package io.github.fleetlogoff.runner;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.LogoffAllowance;
import io.github.fleetlogoff.model.LogoffAllowance.Grant;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunEvent.GraceBegan;
import io.github.fleetlogoff.model.RunEvent.HostWarned;
import io.github.fleetlogoff.model.RunEvent.WaveBegan;
import io.github.fleetlogoff.model.SurveyedPlan;
import io.github.fleetlogoff.model.SurveyedPlan.SurveyedWave;
import io.github.fleetlogoff.model.Warning;
import io.github.fleetlogoff.model.WaveVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// One wave: its users are told, have time, and its sessions end. In rounds, where the budget
/// reaches further than it seemed: places of users who left or came back go to hosts that had none,
/// and whose users are told in their turn.
final class WaveRun {
    private final Desk desk;
    private final SurveyedPlan plan;
    private final SurveyedWave wave;
    private final LogoffAllowance allowance;
    // The hosts of the round, by name.
    private final Map<String, Docket> dockets = new LinkedHashMap<>();
    // The first message to each host of the wave, by name.
    private final Map<String, HostWarned> warnings = new ConcurrentHashMap<>();
    // What the users of the round were given before the run was taken up.
    private @Nullable GraceBegan grace;

    /// @param before what was done before the run was taken up
    WaveRun(
            Desk desk,
            SurveyedPlan plan,
            SurveyedWave wave,
            LogoffAllowance allowance,
            Progress before) {
        this.desk = desk;
        this.plan = plan;
        this.wave = wave;
        this.allowance = allowance;
        if (wave.number() == before.wave()) {
            warnings.putAll(before.warnings());
            grace = before.grace();
        }
    }

    /// Works the wave.
    ///
    /// @return why the sweep must go no further; empty also where the run was stopped
    Optional<Halt> run() {
        List<Docket> waiting =
                wave.hosts().stream()
                        .filter(host -> desk.outcomes().isOpen(host.host()))
                        .map(Docket::of)
                        .toList();
        while (!waiting.isEmpty()) {
            waiting = begin(waiting);
            if (dockets.isEmpty()) {
                Halt spent = overBudget(waiting.size());
                return Optional.of(judged().orElse(spent));
            }
            Optional<Halt> halt = round();
            if (halt.isPresent() || desk.isStopped()) {
                return halt;
            }
        }
        return judged();
    }

    // Gives the round its hosts; returns those for which there is no place.
    private List<Docket> begin(List<Docket> waiting) {
        dockets.clear();
        List<Docket> without = new ArrayList<>();
        // Users who were told keep their places.
        waiting.stream().filter(this::isWarned).forEach(docket -> grant(docket, without));
        boolean goesOn = grace != null && !dockets.isEmpty();
        for (Docket docket : waiting) {
            if (!isWarned(docket)) {
                if (goesOn) {
                    without.add(docket);
                } else {
                    grant(docket, without);
                }
            }
        }
        return without;
    }

    private boolean isWarned(Docket docket) {
        return warnings.containsKey(docket.name());
    }

    private void grant(Docket docket, List<Docket> without) {
        Grant grant = allowance.grant(docket.plan());
        HostWarned told = warnings.get(docket.name());
        if (grant.sessions().isEmpty()) {
            without.add(docket);
        } else {
            keep(told == null ? docket.granted(grant) : docket.granted(grant).warned(told));
        }
    }

    private Optional<Halt> judged() {
        List<HostOutcome> outcomes = new ArrayList<>();
        wave.hosts().forEach(host -> desk.outcomes().latest(host.host()).ifPresent(outcomes::add));
        WaveVerdict verdict = WaveVerdict.of(wave.number(), outcomes, plan.safeguards().guards());
        return verdict.passed() || wave.number() == plan.waves().size()
                ? Optional.empty()
                : Optional.of(new Halt(NotAttemptedReason.FAILURES, verdict.sentence()));
    }

    private Halt overBudget(int hosts) {
        return new Halt(
                NotAttemptedReason.BUDGET,
                "the budget of %s (--max-logoffs) was spent in wave %d, with %d of its %s left"
                        .formatted(
                                Run.sessions(allowance.most()),
                                wave.number(),
                                hosts,
                                wave.hosts().size() == 1
                                        ? "1 host"
                                        : wave.hosts().size() + " hosts"));
    }

    private Optional<Halt> round() {
        Warning warning = plan.safeguards().warning();
        GraceBegan begun = dockets.values().stream().anyMatch(this::isWarned) ? grace : null;
        grace = null;
        Duration time =
                warning == null
                        ? Duration.ZERO
                        : begun == null ? warning.grace() : begun.left(desk.now());
        Optional<Halt> blackout = desk.blackout(desk.now().plus(time));
        if (blackout.isPresent()) {
            return blackout;
        }
        if (warning != null && begun != null) {
            endTold();
            giveTime(warning, time);
        } else {
            desk.tell(new WaveBegan(desk.now(), wave.number()));
            if (warning != null) {
                warn(warning);
                giveTime(warning);
            }
        }
        return desk.isStopped() ? Optional.empty() : end();
    }

    private void warn(Warning warning) {
        List<Answer> answers =
                desk.traffic()
                        .work(
                                new Pass(
                                        dockets.values().stream()
                                                .filter(docket -> !isWarned(docket))
                                                .map(Docket::host)
                                                .toList(),
                                        message(warning, warning.grace()),
                                        false,
                                        this::warned));
        for (Answer answer : answers) {
            Docket docket = docket(answer.report().host());
            HostWarned told = warnings.get(docket.name());
            if (told != null) {
                keep(docket.warned(told));
            } else {
                settle(docket, answer.report(), false);
            }
        }
        endTold();
    }

    // Hosts whose every user had left, or could not be told.
    private void endTold() {
        List<Docket> over =
                dockets.values().stream().filter(docket -> due(docket).isEmpty()).toList();
        desk.traffic()
                .tellAll(
                        over.stream()
                                .map(docket ->
                                        desk.outcomes().finish(desk.now(), docket.withoutEnding()))
                                .toList());
        over.forEach(docket -> settle(docket, docket.withoutEnding(), false));
    }

    private Optional<RunEvent> warned(Instant at, Answer answer) {
        HostReport report = answer.report();
        if (!answer.isTold()) {
            return Optional.of(
                    desk.outcomes().finish(at, docket(report.host()).reckoned(report, false)));
        }
        HostWarned told = new HostWarned(at, report);
        warnings.put(report.host(), told);
        return Optional.of(told);
    }

    private HostOperation message(Warning warning, Duration left) {
        return (host, context) -> {
            Instant now = desk.now();
            return desk.operation()
                    .warn(
                            host,
                            docket(host.name()).places(),
                            warning.render(now, now.plus(left), desk.reason()),
                            left,
                            context);
        };
    }

    private void giveTime(Warning warning) {
        if (dockets.isEmpty() || desk.isStopped()) {
            return;
        }
        Instant began = desk.now();
        desk.tell(new GraceBegan(began, began.plus(warning.grace())));
        giveTime(warning, warning.grace());
    }

    // By alarms, not by the clock: who sets it forward takes nobody's time.
    private void giveTime(Warning warning, Duration time) {
        if (dockets.isEmpty()) {
            return;
        }
        Duration again = warning.again();
        if (again == null || again.compareTo(time) >= 0) {
            desk.traffic().await(desk.traffic().timer(time));
        } else if (desk.traffic().await(desk.traffic().timer(time.minus(again)))) {
            Traffic.Timer rest = desk.traffic().timer(again);
            desk.traffic()
                    .work(
                            new Pass(
                                    hosts(),
                                    message(warning, again),
                                    false,
                                    (_, _) -> Optional.empty()));
            desk.traffic().await(rest);
        }
    }

    private Optional<Halt> end() {
        List<Answer> answers =
                desk.traffic()
                        .work(
                                new Pass(
                                        hosts(),
                                        (host, context) ->
                                                desk.operation()
                                                        .end(
                                                                host,
                                                                due(docket(host.name())),
                                                                context),
                                        true,
                                        (at, answer) ->
                                                desk.outcomes()
                                                        .acted(
                                                                at,
                                                                docket(answer.report().host()),
                                                                answer)));
        for (Answer answer : answers) {
            if (!answer.isUncertain()) {
                settle(docket(answer.report().host()), answer.report(), answer.leave() != null);
            }
        }
        return answers.stream()
                .filter(answer -> answer.report().reason() == NotAttemptedReason.BLACKOUT)
                .findFirst()
                .map(answer ->
                        desk.blackout(desk.now())
                                .orElse(
                                        new Halt(
                                                NotAttemptedReason.BLACKOUT,
                                                String.valueOf(answer.report().message()))));
    }

    private void settle(Docket docket, HostReport report, boolean delivered) {
        docket.settle(allowance, report, delivered);
        dockets.remove(docket.name());
    }

    private List<DueSession> due(Docket docket) {
        return docket.due(plan.sweep().selector(), desk.now(), plan.safeguards().graceOrNone());
    }

    private List<Host> hosts() {
        return dockets.values().stream().map(Docket::host).toList();
    }

    private void keep(Docket docket) {
        dockets.put(docket.name(), docket);
    }

    private Docket docket(String host) {
        return requireNonNull(dockets.get(host), () -> "not a host of this round: " + host);
    }
}
