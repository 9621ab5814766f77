package io.github.fleetlogoff.report;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.EventSink;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.FleetException.Code;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunEvent.HostActing;
import io.github.fleetlogoff.model.RunEvent.HostFinished;
import io.github.fleetlogoff.model.RunEvent.HostStarted;
import io.github.fleetlogoff.model.RunEvent.PlannedHost;
import io.github.fleetlogoff.model.RunEvent.RunFinished;
import io.github.fleetlogoff.model.RunEvent.RunResumed;
import io.github.fleetlogoff.model.RunEvent.RunStarted;
import io.github.fleetlogoff.model.RunEvent.RunStopping;
import io.github.fleetlogoff.model.SessionOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Folds the events of a run into its report. The live report and the one from the journal are this
/// same fold, so they are equal; the order in which different hosts are told about makes no
/// difference. Thread-safe.
///
/// A host without an outcome of its own, because the run is not over or was ended by a crash, is
/// `timed-out` where its command may have been delivered, else `not-attempted`.
public final class RunFold implements EventSink {
    private final Map<String, Progress> progress = new HashMap<>();
    private final List<RunStopping> stops = new ArrayList<>();
    private @Nullable RunStarted started;
    private @Nullable Instant finishedAt;
    private Instant latest = Instant.MIN;

    /// What is known of a host so far.
    private static final class Progress {
        @Nullable Instant since;
        int attempts;
        boolean acting;
        @Nullable HostReport result;
    }

    /// A sink that keeps each event in the journal first and folds it then: also the one that the
    /// journal failed to keep, since it happened and the live report must not lose it.
    public EventSink after(EventSink journal) {
        requireNonNull(journal, "journal is null");
        return event -> {
            try {
                journal.emit(event);
            } finally {
                emit(event);
            }
        };
    }

    /// Takes one event.
    ///
    /// @throws FleetException with [Code#INTERNAL] where it contradicts what came before: a host
    ///   that was not planned, a second outcome, a second start; the fold is then as it was before
    @Override
    public synchronized void emit(RunEvent event) {
        switch (event) {
            case RunStarted first -> begin(first);
            case HostStarted(Instant at, String host, int attempt) -> {
                Progress of = of(host);
                of.since = of.since == null ? at : of.since;
                of.attempts = Math.max(of.attempts, attempt);
            }
            case HostActing(var _, String host) -> of(host).acting = true;
            case HostFinished(var _, HostReport report) -> finish(report);
            case RunStopping stopping -> stops.add(stopping);
            case RunResumed _ -> resume();
            case RunFinished(Instant at) -> finishedAt = at;
        }
        latest = event.at().isAfter(latest) ? event.at() : latest;
    }

    /// The report of what was told so far.
    ///
    /// @throws FleetException with [Code#JOURNAL] where no run has begun
    public synchronized RunReport report() {
        RunStarted start = begun();
        boolean all = start.sweep().action() == Action.LIST;
        List<RunReport.Entry> entries = new ArrayList<>(start.hosts().size());
        int refused = 0;
        for (PlannedHost planned : start.hosts()) {
            HostReport result = result(planned.name(), of(planned.name()));
            refused += result.effort().refusedLogons();
            entries.add(new RunReport.Entry(planned, all ? result : withoutListed(result)));
        }
        List<RunStopping> ordered = new ArrayList<>(stops);
        ordered.sort(Comparator.comparing(RunStopping::at).thenComparing(RunStopping::cause));
        return new RunReport(start.header(), start.sweep(), finishedAt, ordered, entries, refused);
    }

    /// What a run that goes on has to do, by what was told so far.
    ///
    /// @throws FleetException with [Code#JOURNAL] where no run has begun
    public synchronized RunRemainder remainder() {
        RunStarted start = begun();
        List<HostReport> settled = new ArrayList<>();
        List<Host> uncertain = new ArrayList<>();
        List<Host> untouched = new ArrayList<>();
        for (PlannedHost planned : start.hosts()) {
            Progress of = of(planned.name());
            if (of.result != null && !isLeftByStop(of.result)) {
                settled.add(of.result);
            } else if (of.result == null && of.acting) {
                uncertain.add(planned.host());
            } else {
                untouched.add(planned.host());
            }
        }
        return new RunRemainder(start, settled, uncertain, untouched);
    }

    private void begin(RunStarted first) {
        if (started != null) {
            throw contradiction(
                    "run " + first.header().id() + " begins within run " + started.header().id());
        }
        for (PlannedHost host : first.hosts()) {
            if (progress.put(host.name(), new Progress()) != null) {
                throw contradiction(host.name() + " is planned twice");
            }
        }
        started = first;
    }

    private RunStarted begun() {
        RunStarted start = started;
        if (start == null) {
            throw new FleetException(
                    Code.JOURNAL,
                    "no run has begun here, so nothing was touched and there is no report");
        }
        return start;
    }

    private void resume() {
        begun();
        stops.clear();
        finishedAt = null;
        for (Progress of : progress.values()) {
            if (of.result != null && isLeftByStop(of.result)) {
                of.result = null;
            }
        }
    }

    private static boolean isLeftByStop(HostReport report) {
        return report.reason() == NotAttemptedReason.STOPPED;
    }

    private void finish(HostReport report) {
        Progress of = of(report.host());
        if (of.result != null) {
            throw contradiction(
                    report.host()
                            + " has a second outcome: first "
                            + of.result.outcome().word()
                            + ", then "
                            + report.outcome().word());
        }
        of.result = report;
    }

    private Progress of(String host) {
        Progress of = progress.get(host);
        if (of == null) {
            throw contradiction(host + " is not a host of this run");
        }
        return of;
    }

    private HostReport result(String host, Progress of) {
        if (of.result != null) {
            return of.result;
        }
        Duration spent = of.since == null ? Duration.ZERO : Duration.between(of.since, latest);
        HostReport.Effort effort = new HostReport.Effort(of.attempts, spent, 0);
        return of.acting
                ? new HostReport(
                        host,
                        HostOutcome.TIMED_OUT,
                        null,
                        effort,
                        "may have acted: the run ended before its answer came; look with the sessions command",
                        null,
                        List.of())
                : new HostReport(
                        host,
                        HostOutcome.NOT_ATTEMPTED,
                        null,
                        effort,
                        "nothing was done: the run ended before its turn",
                        NotAttemptedReason.STOPPED,
                        List.of());
    }

    private static HostReport withoutListed(HostReport report) {
        return new HostReport(
                report.host(),
                report.outcome(),
                report.exitCode(),
                report.effort(),
                report.message(),
                report.reason(),
                report.sessions().stream()
                        .filter(session -> session.outcome() != SessionOutcome.LISTED)
                        .toList());
    }

    private static FleetException contradiction(String what) {
        return new FleetException(
                Code.INTERNAL, "the events of the run contradict each other: " + what);
    }
}
