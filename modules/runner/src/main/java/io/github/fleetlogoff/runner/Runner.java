package io.github.fleetlogoff.runner;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.EventSink;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Plan;
import io.github.fleetlogoff.model.RunHeader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Runs plans. Every host of a plan gets exactly one outcome, whatever the operation, the journal,
/// or an impatient person does. Holds no state of a run: thread-safe where its parts are, though
/// one journal belongs to one run.
public final class Runner {
    private final HostOperation operation;
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
            HostOperation operation,
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
    /// has a virtual thread; one that pauses before another try holds neither thread nor place. An
    /// operation that does not return in time is given up and its thread left behind.
    ///
    /// Events: RunStarted; per host any number of HostStarted, at most one HostActing, then one
    /// HostFinished; RunStopping where the run ends early, twice where
    /// [io.github.fleetlogoff.model.StopCause#FAULT] follows another cause; RunFinished last. Those
    /// of one host come in order, those of different hosts from many threads at once.
    ///
    /// A journal that throws is not written again and stops the run: an operation that asked for
    /// leave to act and could not be journaled gets none, hosts that have leave finish, the rest is
    /// not attempted. The observer gets it all. An interrupt of the calling thread stops the run in
    /// order; the flag is set when this returns.
    ///
    /// @param account what refused logons are counted by, regardless of case: the account behind a
    ///   host's credential; empty = the host's logon is not guarded. Asked once per host, before
    ///   anything is begun.
    /// @param stop for this run alone
    /// @throws FleetException with [FleetException.Code#INTERNAL] where the events do not add up to
    ///   the plan, or the observer threw (it still got the other events)
    public void run(
            Plan plan,
            RunHeader header,
            Function<Host, Optional<String>> account,
            StopSignal stop) {
        Map<String, Optional<String>> accounts = new HashMap<>();
        plan.inventoryOrder().forEach(host -> accounts.put(host.name(), account.apply(host)));
        Dispatcher dispatcher =
                new Dispatcher(
                        plan.limits(),
                        host -> accounts.getOrDefault(host.name(), Optional.empty()));
        EventLog events = new EventLog(journal, observer, stop, new Ledger(plan));
        RetryPolicy retries = new RetryPolicy(plan.limits().retries(), random);
        new Run(
                        plan,
                        dispatcher,
                        new HostRun.Shared(
                                operation,
                                events,
                                timing,
                                retries,
                                stop,
                                plan.limits().hostTimeout()),
                        patience)
                .run(header);
    }
}
