package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.HostReport.Effort;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.model.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One host in flight: its attempts on a virtual thread of its own, and its one outcome. The
/// thread, the watchdog and a stop race for the outcome; the first wins.
final class HostRun implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(HostRun.class);
    private static final String MAY_HAVE_ACTED =
            "; the command had been delivered, so the host may have acted: look with fleet-logoff sessions";

    private final Dispatcher.Begun begun;
    private final RunInFlight run;
    private final Instant started;
    private final Deadline deadline;
    private @Nullable Thread thread;
    private boolean ended;
    private boolean pausing;
    private int attempts;
    private int refusedLogons;
    private volatile boolean acting;
    private volatile boolean forbidden;

    HostRun(Dispatcher.Begun begun, RunInFlight run) {
        this.begun = begun;
        this.run = run;
        this.started = run.clock().instant();
        this.deadline = Deadline.in(run.limits().hostTimeout(), run.clock());
    }

    Host host() {
        return begun.host();
    }

    Dispatcher.Begun begun() {
        return begun;
    }

    @Override
    public void run() {
        synchronized (this) {
            thread = Thread.currentThread();
        }
        HostReport report;
        try {
            report = converse();
        } catch (RuntimeException | Error e) {
            LOG.error("internal fault while working {}", host().name(), e);
            report =
                    report(
                            HostOutcome.PROTOCOL_ERROR,
                            "internal fault: "
                                    + e.getClass().getSimpleName()
                                    + ", see the log with -v"
                                    + (acting ? MAY_HAVE_ACTED : ""));
        }
        end(report);
    }

    /// Interrupts the conversation, where it is still going on.
    synchronized void interrupt() {
        if (!ended && thread != null) {
            thread.interrupt();
        }
    }

    /// Ends a pause between two attempts, if there is one.
    synchronized void wake() {
        if (pausing && thread != null) {
            thread.interrupt();
        }
    }

    /// Gives the host its outcome although its conversation did not end.
    void abandon() {
        end(
                report(
                        HostOutcome.TIMED_OUT,
                        "the conversation did not end in time and was given up"
                                + (acting ? MAY_HAVE_ACTED : "")));
    }

    private void end(HostReport report) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            thread = null;
        }
        run.ended(this, report);
    }

    private HostReport converse() {
        RetryPolicy.HostRetries retries = run.retryPolicy().forHost(host().name());
        while (true) {
            attempts++;
            if (!run.log()
                    .emit(
                            new RunEvent.HostStarted(
                                    run.clock().instant(), host().name(), attempts))) {
                return stopped();
            }
            Attempt attempt = run.operation().attempt(host(), context());
            Optional<Duration> pause = retries.after(attempt);
            switch (attempt) {
                case Attempt.Answered answered -> {
                    return new HostReport(
                            host().name(),
                            answered.outcome(),
                            answered.exitCode(),
                            effort(),
                            answered.message(),
                            null,
                            answered.sessions());
                }
                case Attempt.Failed failed -> {
                    refusedLogons += failed.refusedLogons();
                    if (!acting
                            && run.stop().stopped()
                            && (forbidden || failed.outcome() == HostOutcome.TIMED_OUT)) {
                        return stopped();
                    }
                    if (pause.isEmpty()
                            || !worthTrying(failed, pause.get())
                            || !waited(pause.get())) {
                        return report(failed.outcome(), failed.message());
                    }
                }
            }
        }
    }

    private boolean worthTrying(Attempt.Failed failed, Duration pause) {
        return !acting
                && failed.outcome() != HostOutcome.AUTH_FAILED
                && failed.retry() != RetryAdvice.NEVER
                && deadline.left().compareTo(pause) > 0;
    }

    private boolean waited(Duration pause) {
        synchronized (this) {
            pausing = true;
        }
        try {
            if (run.stop().stopped()) {
                return false;
            }
            run.sleeper().sleep(pause);
            return !run.stop().stopped();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            synchronized (this) {
                pausing = false;
            }
        }
    }

    private AttemptContext context() {
        return new AttemptContext() {
            @Override
            public Deadline deadline() {
                return deadline;
            }

            @Override
            public void logonAccepted() {
                run.accepted(HostRun.this);
            }

            @Override
            public boolean mayAct() {
                boolean may =
                        !run.stop().stopped()
                                && !Thread.currentThread().isInterrupted()
                                && run.log()
                                        .emit(
                                                new RunEvent.HostActing(
                                                        run.clock().instant(), host().name()));
                if (may) {
                    acting = true;
                } else {
                    forbidden = true;
                }
                return may;
            }
        };
    }

    private HostReport stopped() {
        String why =
                run.stop().request().map(StopSignal.Request::message).orElse("its time was up");
        return new HostReport(
                host().name(),
                HostOutcome.NOT_ATTEMPTED,
                null,
                effort(),
                "stopped: " + why + "; nothing was done there",
                NotAttemptedReason.STOPPED,
                List.of());
    }

    private HostReport report(HostOutcome outcome, String message) {
        return new HostReport(host().name(), outcome, null, effort(), message, null, List.of());
    }

    private Effort effort() {
        return new Effort(
                attempts, Duration.between(started, run.clock().instant()), refusedLogons);
    }
}
