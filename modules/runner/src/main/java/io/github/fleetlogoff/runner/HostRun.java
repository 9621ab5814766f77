package io.github.fleetlogoff.runner;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One host in one pass of a run, from its first conversation to its outcome, whoever gives it that
/// first: the host, its deadline, or a stop. Each conversation has a thread of its own; between two
/// of them the host holds none. Thread-safe.
///
/// Interrupts are sent, and events emitted, under one lock: a host's events are in order, none
/// comes after its outcome, and no interrupt strikes a thread that writes the journal.
final class HostRun {
    private static final Logger LOG = LoggerFactory.getLogger(HostRun.class);

    /// What all hosts of a run share.
    ///
    /// @param hostTimeout from a host's first conversation of a pass to its deadline
    record Shared(
            EventLog events,
            Timing timing,
            RetryPolicy retries,
            StopSignal stop,
            Duration hostTimeout,
            Curfew curfew) {}

    /// Is told what becomes of the host.
    interface Listener {
        /// The host accepted the logon.
        void logonAccepted();

        /// The conversation came to nothing, and another may follow after the pause.
        void postponed(Duration pause);

        /// The host has its outcome, and its event was emitted.
        void finished(Answer answer);
    }

    private final Host host;
    private final Pass pass;
    private final Shared shared;
    private final Listener listener;
    private final RetryPolicy.Attempts retries;

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Instant begun;
    private @Nullable Deadline deadline;
    private @Nullable Conversation conversation;
    private @Nullable Verdict latest;
    private @Nullable Cut cut;
    private int attempts;
    private int refusedLogons;
    private Answer.@Nullable Leave leave;
    private boolean finished;

    HostRun(Host host, Pass pass, Shared shared, Listener listener) {
        this.host = host;
        this.pass = pass;
        this.shared = shared;
        this.listener = listener;
        this.retries = shared.retries().begin();
    }

    /// Begins the first conversation, from which on the host's time runs, or one more after
    /// [Listener#postponed].
    void converse() {
        lock.lock();
        try {
            if (begun == null || deadline == null) {
                begun = now();
                deadline = Deadline.in(shared.hostTimeout(), shared.timing().clock());
            }
            Deadline end = deadline;
            pass.thread(host, () -> work(end)).start();
        } finally {
            lock.unlock();
        }
    }

    /// Gives the host its outcome without a further conversation: that of the latest one, else
    /// `untried`.
    void leave(Verdict untried) {
        pass.thread(host, () -> finish(latestOr(untried))).start();
    }

    /// Interrupts the host's conversation; a host between two keeps what the latest one came to.
    /// From here on it has no leave to act.
    void cut(Cut why) {
        lock.lock();
        try {
            if (cut == null) {
                cut = why;
            }
            if (conversation != null) {
                conversation.thread.interrupt();
            } else if (latest != null) {
                finish(latest);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits no longer for a host that was cut: it has its outcome now, and what its thread returns
    /// later is ignored.
    void giveUp() {
        lock.lock();
        try {
            finish(
                    conversation == null
                            ? latestOr(untried())
                            : Verdict.abandoned(
                                    cut == null ? Cut.DEADLINE : cut, conversation.acting));
        } finally {
            lock.unlock();
        }
    }

    private void work(Deadline end) {
        try {
            Conversation talk = begin(end);
            if (talk == null) {
                finish(latestOr(untried()));
            } else {
                end(talk, hold(talk));
            }
        } catch (Throwable fault) {
            LOG.error("fault in the run of {}", host.name(), fault);
            giveUp();
        }
    }

    // The next conversation; absent where none may begin any more.
    private @Nullable Conversation begin(Deadline end) {
        lock.lock();
        try {
            if (finished
                    || cut != null
                    || shared.stop().requested()
                    || !shared.events()
                            .emit(new RunEvent.HostStarted(now(), host.name(), attempts + 1))) {
                return null;
            }
            attempts++;
            LOG.debug("{}: attempt {}", host.name(), attempts);
            Conversation talk = new Conversation(Thread.currentThread(), end);
            conversation = talk;
            return talk;
        } finally {
            lock.unlock();
        }
    }

    private Attempt hold(Conversation talk) {
        Attempt attempt;
        try {
            attempt =
                    requireNonNull(
                            pass.operation().attempt(host, talk), "the operation returned nothing");
            if (outcome(attempt) == HostOutcome.NOT_ATTEMPTED) {
                throw new IllegalStateException("the operation says that it attempted nothing");
            }
        } catch (Throwable fault) {
            LOG.error("fault in the operation on {}", host.name(), fault);
            attempt = Verdict.fault(fault, talk.acting());
        }
        boolean answered =
                attempt instanceof Attempt.Answered
                        || outcome(attempt) == HostOutcome.ACCESS_DENIED;
        if (answered && !talk.loggedOn) {
            listener.logonAccepted();
        }
        return attempt;
    }

    private static HostOutcome outcome(Attempt attempt) {
        return switch (attempt) {
            case Attempt.Answered answered -> answered.outcome();
            case Attempt.Failed failed -> failed.outcome();
        };
    }

    private void end(Conversation talk, Attempt attempt) {
        lock.lock();
        try {
            conversation = null;
            if (attempt instanceof Attempt.Failed failed) {
                refusedLogons += failed.refusedLogons();
            }
            Verdict verdict = Verdict.of(attempt, talk.acting, cut);
            latest = verdict;
            Optional<Duration> pause = pause(talk, attempt);
            if (pause.isPresent()) {
                LOG.info(
                        "{}: {}; again in {} ms",
                        host.name(),
                        verdict.message(),
                        pause.get().toMillis());
                listener.postponed(pause.get());
            } else {
                finish(verdict);
            }
        } finally {
            lock.unlock();
        }
    }

    // A conversation that had leave to act is the last, whatever it came to and whatever is advised
    // (docs/decisions/0010).
    private Optional<Duration> pause(Conversation talk, Attempt attempt) {
        if (talk.acting || finished || cut != null || shared.stop().requested()) {
            return Optional.empty();
        }
        return retries.after(attempt).filter(pause -> pause.compareTo(talk.deadline.left()) < 0);
    }

    private @Nullable Cut cutSoFar() {
        lock.lock();
        try {
            return cut;
        } finally {
            lock.unlock();
        }
    }

    private Verdict latestOr(Verdict untried) {
        lock.lock();
        try {
            return latest == null ? untried : latest;
        } finally {
            lock.unlock();
        }
    }

    private Verdict untried() {
        if (cutSoFar() == Cut.DEADLINE) {
            return Verdict.outOfTime();
        }
        return Verdict.stopped(
                shared.stop()
                        .current()
                        .map(StopSignal.Stop::message)
                        .orElse("the run was stopped"));
    }

    private void finish(Verdict verdict) {
        lock.lock();
        try {
            if (!finished) {
                finished = true;
                HostReport report = verdict.report(host.name(), effort());
                LOG.info("{}: {}, {}", host.name(), report.outcome().word(), detail(report));
                Answer answer = new Answer(report, verdict.computer(), leave);
                pass.telling().event(now(), answer).ifPresent(shared.events()::emit);
                listener.finished(answer);
            }
        } finally {
            lock.unlock();
        }
    }

    private static String detail(HostReport report) {
        String message = report.message();
        return message != null
                ? message
                : report.sessions().size() == 1
                        ? "1 session"
                        : report.sessions().size() + " sessions";
    }

    private HostReport.Effort effort() {
        return begun == null || attempts == 0
                ? HostReport.Effort.NONE
                : new HostReport.Effort(attempts, since(begun), refusedLogons);
    }

    // Nothing where the clock was set back.
    private Duration since(Instant then) {
        Duration spent = Duration.between(then, now());
        return spent.isNegative() ? Duration.ZERO : spent;
    }

    private Instant now() {
        return shared.timing().clock().instant();
    }

    /// One attempt's side of the port.
    private final class Conversation implements AttemptContext {
        private final Thread thread;
        private final Deadline deadline;
        private volatile boolean loggedOn;
        private boolean asked;
        private boolean acting;

        private Conversation(Thread thread, Deadline deadline) {
            this.thread = thread;
            this.deadline = deadline;
        }

        @Override
        public Deadline deadline() {
            return deadline;
        }

        @Override
        public void logonAccepted() {
            LOG.debug("{}: logon accepted", host.name());
            loggedOn = true;
            listener.logonAccepted();
        }

        @Override
        public boolean mayAsk() {
            lock.lock();
            try {
                return conversation == this && !finished && askedInTime();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean mayAct() {
            return leaveToAct(null);
        }

        @Override
        public boolean mayAct(List<Session> sessions) {
            return leaveToAct(List.copyOf(sessions));
        }

        private boolean leaveToAct(@Nullable List<Session> sessions) {
            lock.lock();
            try {
                if (!asked && conversation == this && !finished) {
                    asked = true;
                    acting =
                            askedInTime()
                                    && outsideBlackout()
                                    && shared.events()
                                            .emit(
                                                    new RunEvent.HostActing(
                                                            now(), host.name(), sessions));
                    LOG.debug("{}: leave to act: {}", host.name(), acting);
                    if (acting) {
                        leave = new Answer.Leave(sessions);
                    } else if (cut == null) {
                        cut = Cut.STOP;
                    }
                }
                return acting && conversation == this && !finished;
            } finally {
                lock.unlock();
            }
        }

        private boolean askedInTime() {
            if (cut == null && shared.stop().requested()) {
                cut = Cut.STOP;
            }
            if (cut == null && deadline.passed()) {
                cut = Cut.DEADLINE;
            }
            return cut == null;
        }

        private boolean outsideBlackout() {
            if (shared.curfew().closed(now()).isPresent()) {
                cut = Cut.BLACKOUT;
            }
            return cut == null;
        }

        private boolean acting() {
            lock.lock();
            try {
                return acting;
            } finally {
                lock.unlock();
            }
        }
    }
}
