package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.Plan;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunHeader;
import io.github.fleetlogoff.model.StopCause;
import io.github.fleetlogoff.model.Wave;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// One run, on the thread that called: it begins hosts, and does in turn what other threads post to
/// it. All state but the mailbox belongs to that thread.
final class Run {
    private final Plan plan;
    private final Dispatcher dispatcher;
    private final HostRun.Shared shared;
    private final Patience patience;
    private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
    // The hosts of the wave that have no outcome yet.
    private final Map<Dispatcher.Turn, Flight> flights = new HashMap<>();
    private final Map<Flight, Alarms.Alarm> pausing = new HashMap<>();
    private final List<Alarms.Alarm> alarms = new ArrayList<>();
    private StopSignal.@Nullable Stop announced;
    private boolean cuttingShort;
    private boolean interrupted;

    Run(Plan plan, Dispatcher dispatcher, HostRun.Shared shared, Patience patience) {
        this.plan = plan;
        this.dispatcher = dispatcher;
        this.shared = shared;
        this.patience = patience;
    }

    void run(RunHeader header) {
        shared.stop().onChange(() -> mailbox.add(this::heedStop));
        List<RunEvent.PlannedHost> hosts =
                plan.inventoryOrder().stream().map(RunEvent.PlannedHost::of).toList();
        shared.events()
                .emit(new RunEvent.RunStarted(now(), header, plan.sweep(), plan.limits(), hosts));
        try {
            for (Wave wave : plan.waves()) {
                dispatcher.add(wave.hosts()).forEach(turn -> flights.put(turn, new Flight(turn)));
                work();
            }
            heedStop();
            shared.events().finish(new RunEvent.RunFinished(now()), this::stopping);
        } finally {
            alarms.forEach(Alarms.Alarm::cancel);
            flights.values().forEach(flight -> flight.host.cut(Cut.STOP));
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void work() {
        while (true) {
            heedStop();
            if (announced == null) {
                beginAll();
            } else {
                leaveRest(Verdict.stopped(announced.message()));
            }
            leaveRefused();
            if (flights.isEmpty()) {
                return;
            }
            readMail();
        }
    }

    private void beginAll() {
        while (!shared.stop().requested()) {
            Optional<Dispatcher.Turn> next = dispatcher.next();
            if (next.isEmpty()) {
                return;
            }
            flight(next.get()).begin();
        }
    }

    private void leaveRest(Verdict untried) {
        List.copyOf(pausing.keySet()).forEach(Flight::again);
        dispatcher.takeRest().forEach(turn -> flight(turn).host.leave(untried));
    }

    private void leaveRefused() {
        for (Dispatcher.Refused refused : dispatcher.takeRefused()) {
            flight(refused.turn())
                    .host
                    .leave(Verdict.notAttempted(NotAttemptedReason.CREDENTIAL, refused.message()));
        }
    }

    private Flight flight(Dispatcher.Turn turn) {
        Flight flight = flights.get(turn);
        if (flight == null) {
            throw new IllegalStateException("has its outcome already: " + turn.host().name());
        }
        return flight;
    }

    // The wait has an end: of the hosts without an outcome one is in conversation, pauses or
    // leaves,
    // and alarms see to it that neither lasts.
    private void readMail() {
        try {
            mailbox.take().run();
        } catch (InterruptedException _) {
            interrupted = true;
            shared.stop().stop(StopCause.INTERRUPTED, "the run was interrupted");
        }
        for (Runnable more = mailbox.poll(); more != null; more = mailbox.poll()) {
            more.run();
        }
    }

    private void heedStop() {
        StopSignal.Stop stop = shared.stop().current().orElse(null);
        if (stop == null) {
            return;
        }
        if (announced == null) {
            alarm(patience.afterStop(), this::cutShort);
        }
        if (!stop.equals(announced)) {
            announced = stop;
            shared.events().emit(stopping(stop));
        }
        if (shared.stop().atOnce()) {
            cutShort();
        }
    }

    private RunEvent.RunStopping stopping(StopSignal.Stop stop) {
        return new RunEvent.RunStopping(now(), stop.cause(), stop.message());
    }

    private void cutShort() {
        if (!cuttingShort) {
            cuttingShort = true;
            flights.values().forEach(flight -> flight.host.cut(Cut.STOP));
            alarm(
                    patience.afterInterrupt(),
                    () -> flights.values().forEach(flight -> flight.host.giveUp()));
        }
    }

    private void alarm(Duration delay, Runnable action) {
        alarms.add(shared.timing().alarms().after(delay, () -> mailbox.add(action)));
    }

    private Instant now() {
        return shared.timing().clock().instant();
    }

    /// A host that has no outcome yet, with what ends it should it not end by itself.
    private final class Flight implements HostRun.Listener {
        private final Dispatcher.Turn turn;
        private final HostRun host;
        private List<Alarms.Alarm> ends = List.of();
        private Alarms.@Nullable Alarm proof;

        private Flight(Dispatcher.Turn turn) {
            this.turn = turn;
            this.host = new HostRun(turn.host(), shared, this);
        }

        private void begin() {
            if (ends.isEmpty()) {
                Alarms alarms = shared.timing().alarms();
                Duration timeout = shared.hostTimeout();
                ends =
                        List.of(
                                alarms.after(timeout, () -> host.cut(Cut.DEADLINE)),
                                alarms.after(timeout.plus(patience.afterDeadline()), host::giveUp));
            }
            if (dispatcher.proves(turn)) {
                proof =
                        shared.timing()
                                .alarms()
                                .after(
                                        patience.proof(),
                                        () -> mailbox.add(() -> dispatcher.overtake(turn)));
            }
            host.converse();
        }

        private void endProof() {
            if (proof != null) {
                proof.cancel();
                proof = null;
            }
        }

        private void pause(Duration pause) {
            endProof();
            if (flights.containsKey(turn)) {
                dispatcher.postponed(turn);
                pausing.put(
                        this,
                        shared.timing().alarms().after(pause, () -> mailbox.add(this::again)));
            }
        }

        private void again() {
            if (endPause()) {
                dispatcher.again(turn);
            }
        }

        private boolean endPause() {
            Alarms.Alarm alarm = pausing.remove(this);
            if (alarm != null) {
                alarm.cancel();
            }
            return alarm != null;
        }

        private void end(HostReport report) {
            endPause();
            endProof();
            ends.forEach(Alarms.Alarm::cancel);
            flights.remove(turn);
            dispatcher.finished(turn, report);
        }

        @Override
        public void logonAccepted() {
            mailbox.add(() -> dispatcher.logonAccepted(turn));
        }

        @Override
        public void postponed(Duration pause) {
            mailbox.add(() -> pause(pause));
        }

        @Override
        public void finished(HostReport report) {
            mailbox.add(() -> end(report));
        }
    }
}
