package io.github.fleetlogoff.report;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.EventSink;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.FleetException.Code;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunEvent.GraceBegan;
import io.github.fleetlogoff.model.RunEvent.HostActing;
import io.github.fleetlogoff.model.RunEvent.HostFinished;
import io.github.fleetlogoff.model.RunEvent.HostStarted;
import io.github.fleetlogoff.model.RunEvent.HostSurveyed;
import io.github.fleetlogoff.model.RunEvent.HostWarned;
import io.github.fleetlogoff.model.RunEvent.PlannedHost;
import io.github.fleetlogoff.model.RunEvent.RunFinished;
import io.github.fleetlogoff.model.RunEvent.RunResumed;
import io.github.fleetlogoff.model.RunEvent.RunStarted;
import io.github.fleetlogoff.model.RunEvent.RunStopping;
import io.github.fleetlogoff.model.RunEvent.WaveBegan;
import io.github.fleetlogoff.model.RunProcess;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.StopCause;
import io.github.fleetlogoff.model.Surveyed;
import java.time.Instant;
import java.util.ArrayList;
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
    private final Map<String, HostProgress> progress = new HashMap<>();
    private final Map<String, PlannedHost> planned = new HashMap<>();
    private final WaveFold waves = new WaveFold();
    private final List<RunStopping> stops = new ArrayList<>();
    private @Nullable RunStarted started;
    private @Nullable Instant finishedAt;
    private @Nullable RunProcess taker;
    private @Nullable GraceBegan grace;
    private int wave;
    private Instant latest = Instant.MIN;

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
            case HostStarted(Instant at, String host, int attempt) -> of(host).started(at, attempt);
            case HostSurveyed answer -> of(answer.survey().host()).surveyed(answer);
            case WaveBegan(var _, int number) -> {
                wave = number;
                grace = null;
                waves.began(event.at(), number);
            }
            case HostWarned answer -> of(answer.warning().host()).warned(answer);
            case GraceBegan began -> {
                grace = began;
                waves.grace(began);
            }
            case HostActing(Instant at, String host, var sessions) -> {
                of(host).acting(sessions);
                waves.acting(at, host);
            }
            case HostFinished(Instant at, HostReport report) -> {
                finish(report);
                waves.finished(at, report.host());
            }
            case RunFinished(Instant at) -> finishedAt = at;
            case RunResumed resumed -> resume(resumed);
            case RunStopping stopping -> stops.add(stopping);
        }
        latest = event.at().isAfter(latest) ? event.at() : latest;
    }

    /// The report of what was told so far.
    ///
    /// @throws FleetException with [Code#JOURNAL] where no run has begun
    public synchronized RunReport report() {
        RunStarted start = begun();
        List<RunReport.Entry> entries = new ArrayList<>(start.hosts().size());
        int refused = 0;
        for (PlannedHost host : start.hosts()) {
            RunReport.Entry entry = entry(host, start);
            refused += entry.result().effort().refusedLogons();
            entries.add(entry);
        }
        List<RunStopping> ordered = new ArrayList<>(stops);
        ordered.sort(RunFold::byTime);
        return new RunReport(
                start.header(),
                start.sweep(),
                finishedAt,
                ordered,
                waves.waves(),
                entries,
                refused);
    }

    private static int byTime(RunStopping one, RunStopping other) {
        int order = one.at().compareTo(other.at());
        return order != 0 ? order : one.cause().compareTo(other.cause());
    }

    /// What the report of what was told so far says of one host.
    ///
    /// @throws FleetException with [Code#INTERNAL] where it is not a host of this run
    public synchronized RunReport.Entry entry(String host) {
        PlannedHost known = planned.get(host);
        if (known == null) {
            throw stranger(host);
        }
        return entry(known, begun());
    }

    private RunReport.Entry entry(PlannedHost host, RunStarted start) {
        HostReport result = of(host.name()).report(host.name(), latest);
        boolean all = start.sweep().action() == Action.LIST;
        return new RunReport.Entry(host, all ? result : withoutListed(result));
    }

    /// What a run that goes on has to do, by what was told so far.
    ///
    /// @throws FleetException with [Code#JOURNAL] where no run has begun
    public synchronized RunRemainder remainder() {
        RunStarted start = begun();
        List<HostReport> settled = new ArrayList<>();
        List<RunRemainder.Uncertain> uncertain = new ArrayList<>();
        List<Host> untouched = new ArrayList<>();
        List<RunRemainder.Uncertain> acted = new ArrayList<>();
        Map<String, Surveyed> surveys = new HashMap<>();
        Map<String, HostWarned> warnings = new HashMap<>();
        for (PlannedHost host : start.hosts()) {
            HostProgress of = of(host.name());
            if (of.isSettled(isStopped())) {
                settled.add(of.report(host.name(), latest));
            } else {
                of.acted(host.host())
                        .ifPresentOrElse(uncertain::add, () -> untouched.add(host.host()));
            }
            of.acted(host.host()).ifPresent(acted::add);
            of.survey()
                    .ifPresent(survey ->
                            surveys.put(
                                    host.name(),
                                    new Surveyed(host.host(), survey.survey(), survey.computer())));
            of.warning().ifPresent(warning -> warnings.put(host.name(), warning));
        }
        return new RunRemainder(
                start,
                settled,
                uncertain,
                untouched,
                acted,
                new RunRemainder.Phases(surveys, wave, grace, warnings));
    }

    /// The process that works the run, or worked it last.
    ///
    /// @throws FleetException with [Code#JOURNAL] where no run has begun
    public synchronized RunProcess process() {
        RunStarted start = begun();
        return taker == null ? start.header().origin().process() : taker;
    }

    private void begin(RunStarted first) {
        if (started != null) {
            throw contradiction(
                    "run " + first.header().id() + " begins within run " + started.header().id());
        }
        for (PlannedHost host : first.hosts()) {
            if (progress.put(host.name(), new HostProgress()) != null) {
                throw contradiction(host.name() + " is planned twice");
            }
            planned.put(host.name(), host);
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

    private void resume(RunResumed resumed) {
        begun();
        boolean stopped = isStopped();
        progress.values().forEach(host -> host.resumed(stopped));
        stops.clear();
        finishedAt = null;
        taker = resumed.process();
    }

    private boolean isStopped() {
        return stops.stream().anyMatch(stop -> stop.cause() != StopCause.GUARD);
    }

    private void finish(HostReport report) {
        of(report.host())
                .finished(report)
                .ifPresent(first -> {
                    throw contradiction(
                            report.host()
                                    + " has a second outcome: first "
                                    + first.outcome().word()
                                    + ", then "
                                    + report.outcome().word());
                });
    }

    private HostProgress of(String host) {
        HostProgress of = progress.get(host);
        if (of == null) {
            throw stranger(host);
        }
        return of;
    }

    private static FleetException stranger(String host) {
        return contradiction(host + " is not a host of this run");
    }

    private static HostReport withoutListed(HostReport report) {
        return report.withSessions(
                report.sessions().stream()
                        .filter(session -> session.outcome() != SessionOutcome.LISTED)
                        .toList());
    }

    private static FleetException contradiction(String what) {
        return new FleetException(
                Code.INTERNAL, "the events of the run contradict each other: " + what);
    }
}
