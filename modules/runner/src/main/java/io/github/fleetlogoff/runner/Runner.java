package io.github.fleetlogoff.runner;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.EventSink;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Plan;
import io.github.fleetlogoff.model.RunHeader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Runs plans. Immutable; one runner may run several plans, one after another or at once.
public final class Runner {
    private final HostOperation operation;
    private final Sinks sinks;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final RandomGenerator random;
    private final Patience patience;

    /// Where events go.
    ///
    /// @param journal first: nothing is done on a host before it has the event. When it fails, the
    ///   run stops
    /// @param observer then: gets every event, also those that the journal could not keep
    public record Sinks(EventSink journal, EventSink observer) {
        public Sinks {
            requireNonNull(journal, "journal is null");
            requireNonNull(observer, "observer is null");
        }
    }

    /// How long the run waits for conversations that should have ended.
    ///
    /// @param afterDeadline from a host's deadline, or an urgent stop, until its conversation is
    ///   given up
    /// @param afterStop from a gentle stop until what is in flight is cut off
    public record Patience(Duration afterDeadline, Duration afterStop) {
        public static final Patience DEFAULT =
                new Patience(Duration.ofSeconds(10), Duration.ofSeconds(30));

        public Patience {
            requireNonNull(afterDeadline, "afterDeadline is null");
            requireNonNull(afterStop, "afterStop is null");
        }
    }

    public Runner(
            HostOperation operation,
            Sinks sinks,
            InstantSource clock,
            Sleeper sleeper,
            RandomGenerator random,
            Patience patience) {
        this.operation = requireNonNull(operation, "operation is null");
        this.sinks = requireNonNull(sinks, "sinks is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.sleeper = requireNonNull(sleeper, "sleeper is null");
        this.random = requireNonNull(random, "random is null");
        this.patience = requireNonNull(patience, "patience is null");
    }

    /// Runs a plan to its end. Every host gets exactly one outcome, whatever hosts, operation,
    /// journal or operator do.
    ///
    /// @param account the account a host is reached with, which the credential breaker counts by;
    ///   empty = none
    /// @throws io.github.fleetlogoff.model.FleetException with code INTERNAL where the outcomes do
    ///   not add up to the plan
    public void run(
            Plan plan,
            RunHeader header,
            Function<Host, Optional<String>> account,
            StopSignal stop) {
        new PlanRun(
                        new PlanRun.Parts(operation, sinks, clock, sleeper, random, patience),
                        plan,
                        account,
                        stop)
                .run(header);
    }
}
