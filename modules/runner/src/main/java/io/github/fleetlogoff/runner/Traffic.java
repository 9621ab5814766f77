package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.StopCause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The conversations of a run, on the thread that called: it begins hosts, and does in turn what
/// other threads post to it. All state but the mailbox belongs to that thread.
final class Traffic implements AutoCloseable {
    private final Dispatcher dispatcher;
    private final HostRun.Shared shared;
    private final Patience patience;
    private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
    private final Pacer pacer;
    private final Function<Host, Optional<String>> withheld;
    // The hosts of the pass that have no outcome yet.
    private final Map<Dispatcher.Turn, Flight> flights = new HashMap<>();
    private final Map<Flight, Alarms.Alarm> pausing = new HashMap<>();
    private final List<Alarms.Alarm> alarms = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private StopSignal.@Nullable Stop announced;
    private Alarms.@Nullable Alarm pacing;
    private boolean cuttingShort;
    private boolean interrupted;

    /// @param withheld why a host is not attempted, empty = it is
    Traffic(
            Dispatcher dispatcher,
            HostRun.Shared shared,
            Patience patience,
            Pacer pacer,
            Function<Host, Optional<String>> withheld) {
        this.withheld = withheld;
        this.dispatcher = dispatcher;
        this.shared = shared;
        this.patience = patience;
        this.pacer = pacer;
        shared.stop().onChange(() -> mailbox.add(this::heedStop));
    }

    /// Works hosts until each has its outcome.
    ///
    /// @return the outcomes, in the order in which they came
    List<Answer> work(Pass pass) {
        answers.clear();
        List<Dispatcher.Turn> turns = dispatcher.add(pass.hosts());
        turns.forEach(turn -> flights.put(turn, new Flight(turn, pass)));
        turns.forEach(this::withhold);
        while (true) {
            heedStop();
            Optional<Verdict> untried = untried(pass);
            if (untried.isEmpty()) {
                beginAll(pass);
            } else {
                leaveRest(untried.get());
            }
            leaveRefused();
            if (flights.isEmpty()) {
                return List.copyOf(answers);
            }
            readMail();
        }
    }

    private void withhold(Dispatcher.Turn turn) {
        withheld.apply(turn.host())
                .ifPresent(why -> {
                    dispatcher.take(turn);
                    flight(turn)
                            .host
                            .leave(Verdict.notAttempted(NotAttemptedReason.CREDENTIAL, why));
                });
    }

    /// A while that runs.
    static final class Timer {
        private boolean over;
        private Alarms.@Nullable Alarm alarm;
    }

    /// Begins a while.
    Timer timer(Duration time) {
        Timer timer = new Timer();
        if (time.isPositive()) {
            timer.alarm =
                    shared.timing()
                            .alarms()
                            .after(time, () -> mailbox.add(() -> timer.over = true));
        } else {
            timer.over = true;
        }
        return timer;
    }

    /// Waits for the end of a while, and holds nothing but the calling thread.
    ///
    /// @return whether it is over; false where the run was stopped before
    boolean await(Timer timer) {
        heedStop();
        while (!timer.over && announced == null) {
            readMail();
            heedStop();
        }
        if (timer.alarm != null) {
            timer.alarm.cancel();
        }
        return announced == null;
    }

    /// Gives many events, whose order among each other does not matter: one force of the disk
    /// serves many.
    void tellAll(Collection<? extends RunEvent> events) {
        List<Thread> telling =
                events.stream()
                        .map(event ->
                                Thread.ofVirtual()
                                        .name("event")
                                        .inheritInheritableThreadLocals(false)
                                        .start(() -> shared.events().emit(event)))
                        .toList();
        for (Thread one : telling) {
            join(one);
        }
    }

    private void join(Thread thread) {
        while (true) {
            try {
                thread.join();
                return;
            } catch (InterruptedException _) {
                interrupt();
            }
        }
    }

    /// The stop of the run, absent = it was not stopped.
    Optional<StopSignal.Stop> stopped() {
        heedStop();
        return Optional.ofNullable(announced);
    }

    @Override
    public void close() {
        alarms.forEach(Alarms.Alarm::cancel);
        if (pacing != null) {
            pacing.cancel();
        }
        flights.values().forEach(flight -> flight.host.cut(Cut.STOP));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // Why no further host of a pass begins.
    private Optional<Verdict> untried(Pass pass) {
        if (announced != null) {
            return Optional.of(Verdict.stopped(announced.message()));
        }
        return pass.acts()
                ? shared.curfew()
                        .closed(now())
                        .map(why -> Verdict.notAttempted(NotAttemptedReason.BLACKOUT, why))
                : Optional.empty();
    }

    private void beginAll(Pass pass) {
        while (!shared.stop().requested() && untried(pass).isEmpty() && dispatcher.hasWaiting()) {
            Duration wait = pacer.untilNext(now());
            if (wait.isPositive()) {
                pace(wait);
                return;
            }
            Optional<Dispatcher.Turn> next = dispatcher.next();
            if (next.isEmpty()) {
                return;
            }
            pacer.begun();
            flight(next.get()).begin();
        }
    }

    private void pace(Duration wait) {
        if (pacing == null) {
            pacing = shared.timing().alarms().after(wait, () -> mailbox.add(() -> pacing = null));
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

    // The wait has an end: of the hosts without an outcome one is in conversation, pauses, leaves
    // or
    // waits for its token, and alarms see to it that none of that lasts.
    private void readMail() {
        try {
            mailbox.take().run();
        } catch (InterruptedException _) {
            interrupt();
        }
        for (Runnable more = mailbox.poll(); more != null; more = mailbox.poll()) {
            more.run();
        }
    }

    private void interrupt() {
        interrupted = true;
        shared.stop().stop(StopCause.INTERRUPTED, "the run was interrupted");
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

    /// What is told of a stop.
    RunEvent.RunStopping stopping(StopSignal.Stop stop) {
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

        private Flight(Dispatcher.Turn turn, Pass pass) {
            this.turn = turn;
            this.host = new HostRun(turn.host(), pass, shared, this);
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

        private void end(Answer answer) {
            endPause();
            endProof();
            ends.forEach(Alarms.Alarm::cancel);
            flights.remove(turn);
            answers.add(answer);
            dispatcher.finished(turn, answer.report());
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
        public void finished(Answer answer) {
            mailbox.add(() -> end(answer));
        }
    }
}
