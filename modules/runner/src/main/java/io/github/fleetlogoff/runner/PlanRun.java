package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.Limits;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.Plan;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunHeader;
import io.github.fleetlogoff.model.StopCause;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// One run of one plan. The thread that calls [#run] begins hosts; each host works on a virtual
/// thread of its own.
final class PlanRun implements RunInFlight {

    /// What the runner is made of.
    record Parts(
            HostOperation operation,
            Runner.Sinks sinks,
            InstantSource clock,
            Sleeper sleeper,
            RandomGenerator random,
            Runner.Patience patience) {}

    private final Parts parts;
    private final Plan plan;
    private final StopSignal stop;
    private final RetryPolicy retryPolicy;
    private final EventLog log;
    private final Watchdog watchdog = new Watchdog();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Dispatcher dispatcher;
    private final Map<HostRun, Watchdog.Alarm> inFlight = new HashMap<>();
    private int outcomes;

    PlanRun(Parts parts, Plan plan, Function<Host, Optional<String>> account, StopSignal stop) {
        this.parts = parts;
        this.plan = plan;
        this.stop = stop;
        this.retryPolicy = new RetryPolicy(plan.limits().retries(), parts.random());
        this.log =
                new EventLog(
                        parts.sinks().journal(),
                        parts.sinks().observer(),
                        message -> stop.stop(StopCause.FAULT, message));
        List<Host> hosts = plan.waves().stream().flatMap(wave -> wave.hosts().stream()).toList();
        this.dispatcher = new Dispatcher(hosts, plan.limits(), account);
    }

    void run(RunHeader header) {
        try (watchdog) {
            log.emit(
                    new RunEvent.RunStarted(
                            now(),
                            header,
                            plan.sweep(),
                            plan.limits(),
                            plan.inventoryOrder().stream().map(RunEvent.PlannedHost::of).toList()));
            stop.listen(this::stopAsked);
            work();
            log.emit(new RunEvent.RunFinished(now()));
        }
        if (outcomes != plan.inventoryOrder().size()) {
            throw new FleetException(
                    FleetException.Code.INTERNAL,
                    "the run has "
                            + outcomes
                            + " outcomes for "
                            + plan.inventoryOrder().size()
                            + " hosts");
        }
    }

    private void work() {
        boolean interrupted = false;
        while (true) {
            Optional<Dispatcher.Begun> next;
            lock.lock();
            try {
                skip();
                if (dispatcher.done()) {
                    break;
                }
                next = dispatcher.next();
                if (next.isEmpty()) {
                    changed.await();
                }
            } catch (InterruptedException e) {
                // Somebody wants this thread to end: the run stops, and still accounts for every
                // host.
                interrupted = true;
                stop.stop(StopCause.INTERRUPTED, "interrupted");
                stop.stopNow();
                continue;
            } finally {
                lock.unlock();
            }
            next.ifPresent(this::begin);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // Hosts that will not be begun any more get their outcome here. Called with the lock held: the
    // journal is written by
    // one thread then, which a stopped run can afford.
    private void skip() {
        stop.request()
                .ifPresent(request ->
                        dispatcher
                                .takeAll()
                                .forEach(host ->
                                        outcome(
                                                HostReport.notAttempted(
                                                        host.name(),
                                                        NotAttemptedReason.STOPPED,
                                                        "stopped: " + request.message()))));
        dispatcher
                .takeRefused()
                .forEach(skipped ->
                        outcome(
                                HostReport.notAttempted(
                                        skipped.host().name(),
                                        NotAttemptedReason.CREDENTIAL,
                                        "credential: " + skipped.message())));
    }

    private void outcome(HostReport report) {
        log.emit(new RunEvent.HostFinished(now(), report));
        outcomes++;
    }

    private void begin(Dispatcher.Begun begun) {
        HostRun host = new HostRun(begun, this);
        Duration timeout = plan.limits().hostTimeout();
        lock.lock();
        try {
            inFlight.put(host, watchdog.after(timeout, () -> cutOff(host)));
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().name(begun.host().name()).start(host);
    }

    private void cutOff(HostRun host) {
        host.interrupt();
        Watchdog.Alarm alarm = watchdog.after(parts.patience().afterDeadline(), host::abandon);
        lock.lock();
        try {
            if (inFlight.computeIfPresent(host, (same, old) -> alarm) == null) {
                alarm.off();
            }
        } finally {
            lock.unlock();
        }
    }

    private void stopAsked(StopSignal.Request request) {
        if (!request.now()) {
            log.emit(new RunEvent.RunStopping(now(), request.cause(), request.message()));
            watchdog.after(parts.patience().afterStop(), this::cutOffAll);
        } else {
            watchdog.after(Duration.ZERO, this::cutOffAll);
        }
        lock.lock();
        try {
            // Those that pause between two attempts wake up; those in a conversation finish it.
            inFlight.keySet().forEach(HostRun::wake);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void cutOffAll() {
        List<HostRun> running;
        lock.lock();
        try {
            running = List.copyOf(inFlight.keySet());
        } finally {
            lock.unlock();
        }
        running.forEach(this::cutOff);
    }

    @Override
    public void accepted(HostRun host) {
        lock.lock();
        try {
            dispatcher.accepted(host.begun());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void ended(HostRun host, HostReport report) {
        log.emit(new RunEvent.HostFinished(now(), report));
        lock.lock();
        try {
            outcomes++;
            Watchdog.Alarm alarm = inFlight.remove(host);
            if (alarm != null) {
                alarm.off();
            }
            dispatcher.ended(host.begun(), report.effort().refusedLogons());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private java.time.Instant now() {
        return parts.clock().instant();
    }

    @Override
    public InstantSource clock() {
        return parts.clock();
    }

    @Override
    public Limits limits() {
        return plan.limits();
    }

    @Override
    public HostOperation operation() {
        return parts.operation();
    }

    @Override
    public RetryPolicy retryPolicy() {
        return retryPolicy;
    }

    @Override
    public Sleeper sleeper() {
        return parts.sleeper();
    }

    @Override
    public StopSignal stop() {
        return stop;
    }

    @Override
    public EventLog log() {
        return log;
    }
}
