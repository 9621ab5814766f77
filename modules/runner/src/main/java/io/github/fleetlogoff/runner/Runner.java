package io.github.fleetlogoff.runner;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.EventSink;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Plan;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunHeader;
import io.github.fleetlogoff.model.RunProcess;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Runs plans. Every host of a plan gets exactly one outcome, whatever the operation, the journal,
/// or an impatient person does. Holds no state of a run: thread-safe where its parts are, though
/// one journal belongs to one run.
public final class Runner {
    private final SweepOperation operation;
    private final EventSink journal;
    private final EventSink observer;
    private final Timing timing;
    private final RandomGenerator random;
    private final Patience patience;

    /// @param journal gets every event first, until it fails
    /// @param observer gets every event after the journal, and goes on where that has failed; keeps
    ///   them in memory for the report and the progress line
    /// @param random for the jitter of pauses; used by one run at a time
    public Runner(
            SweepOperation operation,
            EventSink journal,
            EventSink observer,
            Timing timing,
            RandomGenerator random,
            Patience patience) {
        this.operation = requireNonNull(operation, "operation is null");
        this.journal = requireNonNull(journal, "journal is null");
        this.observer = requireNonNull(observer, "observer is null");
        this.timing = requireNonNull(timing, "timing is null");
        this.random = requireNonNull(random, "random is null");
        this.patience = requireNonNull(patience, "patience is null");
    }

    /// Works every host of the plan and returns when all have their outcome. A host in conversation
    /// has a thread; one that pauses before another try holds neither thread nor place. An
    /// operation that does not return in time is given up and its thread left behind.
    ///
    /// A sweep that needs a survey goes by phases ([io.github.fleetlogoff.model.Phase]); else one
    /// conversation with each host does it all. A host whose answer was lost after it had leave to
    /// act is asked again at the end, read-only.
    ///
    /// Events: RunStarted; per host any number of HostStarted, HostSurveyed and HostWarned where
    /// there are phases, at most one HostActing, then one HostFinished; WaveBegan and GraceBegan;
    /// RunStopping where the run ends early, twice where
    /// [io.github.fleetlogoff.model.StopCause#FAULT] follows another cause; RunFinished last. Those
    /// of one host come in order, those of different hosts from many threads at once.
    ///
    /// A journal that throws is not written again and stops the run: an operation that asked for
    /// leave to act and could not be journaled gets none, hosts that have leave finish, the rest is
    /// not attempted. The observer gets it all. An interrupt of the calling thread stops the run in
    /// order; the flag is set when this returns.
    ///
    /// @param stop for this run alone
    /// @throws FleetException with [FleetException.Code#INTERNAL] where the events do not add up to
    ///   the plan, or the observer threw (it still got the other events)
    public void run(Plan plan, RunHeader header, Counsel counsel, StopSignal stop) {
        List<RunEvent.PlannedHost> hosts =
                plan.inventoryOrder().stream().map(RunEvent.PlannedHost::of).toList();
        work(
                plan,
                header.reason(),
                Progress.NONE,
                Forbidden.NOTHING,
                at ->
                        new RunEvent.RunStarted(
                                at, header, plan.sweep(), plan.safeguards(), plan.limits(), hosts),
                counsel,
                stop);
    }

    /// Who takes up a run, and where it stands.
    ///
    /// @param operator as `user@computer`
    /// @param process that works it from here on
    /// @param reason of the run, absent = none was given
    /// @param forbidden what the policy forbids that it did not when the run began
    public record Taken(
            String operator,
            RunProcess process,
            @Nullable String reason,
            Progress progress,
            Forbidden forbidden) {
        public Taken {
            requireNonNull(operator, "operator is null");
            requireNonNull(process, "process is null");
            requireNonNull(progress, "progress is null");
            requireNonNull(forbidden, "forbidden is null");
        }
    }

    /// Takes up a run that was stopped or whose process died, and works what is left of it, as
    /// above; its first event is RunResumed. A host that had leave to act and has no outcome is
    /// asked first what is true.
    ///
    /// @param plan that of the run, all hosts of it
    public void resume(Plan plan, Taken taken, Counsel counsel, StopSignal stop) {
        work(
                plan,
                taken.reason(),
                taken.progress(),
                taken.forbidden(),
                at -> new RunEvent.RunResumed(at, taken.operator(), taken.process()),
                counsel,
                stop);
    }

    private void work(
            Plan plan,
            @Nullable String reason,
            Progress before,
            Forbidden forbidden,
            Function<Instant, RunEvent> opening,
            Counsel counsel,
            StopSignal stop) {
        Outcomes outcomes = new Outcomes(before.settled());
        List<Host> open = plan.inventoryOrder().stream().filter(outcomes::isOpen).toList();
        Map<String, Optional<String>> accounts = new HashMap<>();
        open.forEach(host -> accounts.put(host.name(), counsel.account(host)));
        Dispatcher dispatcher =
                new Dispatcher(
                        plan.limits(),
                        host -> accounts.getOrDefault(host.name(), Optional.empty()));
        HostRun.Shared shared =
                new HostRun.Shared(
                        new EventLog(journal, observer, stop, new Ledger(open)),
                        timing,
                        new RetryPolicy(plan.limits().retries(), random),
                        stop,
                        plan.limits().hostTimeout(),
                        new Curfew(plan.safeguards().blackout()));
        Traffic traffic =
                new Traffic(
                        dispatcher,
                        shared,
                        patience,
                        new Pacer(plan.safeguards().guards().rate()),
                        counsel::withheld);
        new Run(
                        plan,
                        counsel,
                        new Desk(shared, traffic, operation, outcomes, reason),
                        before,
                        forbidden)
                .run(opening);
    }
}
