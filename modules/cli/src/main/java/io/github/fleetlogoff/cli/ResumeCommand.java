package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Plan;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunEvent.RunStarted;
import io.github.fleetlogoff.model.RunHeader;
import io.github.fleetlogoff.model.RunOrigin;
import io.github.fleetlogoff.model.RunProcess;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.planner.Planner;
import io.github.fleetlogoff.report.ExitCode;
import io.github.fleetlogoff.report.Journal;
import io.github.fleetlogoff.report.JournalReader;
import io.github.fleetlogoff.report.PlanFile;
import io.github.fleetlogoff.report.ReviewedPlan;
import io.github.fleetlogoff.report.RunRemainder;
import io.github.fleetlogoff.report.RunReport;
import io.github.fleetlogoff.report.RunStore;
import io.github.fleetlogoff.runner.Progress;
import io.github.fleetlogoff.runner.Runner;
import io.github.fleetlogoff.sessions.SessionOperation;
import io.github.fleetlogoff.sessions.SessionScript;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Completes a run that was stopped or whose process died.
final class ResumeCommand extends Command {
    private final Surroundings surroundings;
    private final SessionScript script = SessionScript.bundled();

    private final Argument<String> run =
            word("RUN", "id of the run, the beginning of one, or last");

    private final Argument<Boolean> yesReally =
            option("--yes-really").help("go on beyond --max-change").flag();

    private final ResumeCredentials secrets = with(new ResumeCredentials());
    private final OutputOptions output = with(new OutputOptions());

    ResumeCommand(Surroundings surroundings) {
        super(
                "resume",
                "Completes a run that was stopped or killed, and prints its whole report.",
                "It takes the run's journal and the secrets. Hosts with an outcome are left alone. Hosts that may have acted are asked first what is true:",
                "a session that is gone is not logged off again. A run that had finished prints its report.");
        usage().footer(
                        "",
                        "Examples:",
                        "  fleet-logoff resume last",
                        "  fleet-logoff resume 20261121-220000-k3f9 --ask-password -o json");
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        output.check(surroundings);
        Reports reports = Reports.of(surroundings, output.report);
        RunStore store = surroundings.runs(output.report.journal.get());
        Path journal = store.find(run.get());
        RunStarted start = store.replay(journal).fold().remainder().start();
        RunReport report;
        try (RunLock _ = lock(start)) {
            report = complete(store, journal, reports);
        }
        reports.write(report);
        output.tell(report, surroundings);
        output.keep.prune(store, surroundings.clock());
        return ExitCode.of(report).number();
    }

    // One that took no lock takes one of its own, so that it is not taken up twice at once.
    private RunLock lock(RunStarted start) {
        List<String> locks = start.header().origin().locks();
        return RunLock.take(
                surroundings.locksDirectory(),
                locks.isEmpty() ? List.of("run " + start.header().id()) : locks,
                new RunLock.Holder(
                        start.header().id(),
                        surroundings.operator(),
                        surroundings.processes().own()),
                surroundings.processes());
    }

    private RunReport complete(RunStore store, Path journal, Reports reports) {
        RunStore.Replayed replayed = store.replay(journal);
        RunRemainder rest = replayed.fold().remainder();
        RunReport report = replayed.fold().report();
        if (rest.isEmpty() && report.finishedAt() != null) {
            return report;
        }
        String id = report.header().id();
        if (store.isRunning(replayed)) {
            throw new FleetException(
                    FleetException.Code.LOCKED,
                    "run "
                            + id
                            + " is still running ("
                            + replayed.fold().process()
                            + "); end it first with: fleet-logoff stop "
                            + id);
        }
        RunOrigin origin = report.header().origin();
        if (origin.simulated()) {
            throw SessionOptions.usage(
                    "run "
                            + id
                            + " worked a simulated fleet that ended with its process: there is no"
                            + " host left to go on with. fleet-logoff simulate starts a fleet that"
                            + " outlives runs");
        }
        note(rest, id);
        Credentials credentials = secrets.of(origin, rest.hosts(), surroundings);
        try {
            work(journal, replayed, rest, credentials, reports);
        } finally {
            credentials.wipe();
        }
        return replayed.fold().report();
    }

    private void note(RunRemainder rest, String id) {
        if (!output.report.quiet.get()) {
            surroundings
                    .terminal()
                    .err()
                    .println(
                            "fleet-logoff: run "
                                    + id
                                    + ": "
                                    + Counted.of(rest.settled().size(), "host")
                                    + Counted.verb(rest.settled().size(), " has its", " have their")
                                    + " outcome, "
                                    + rest.uncertain().size()
                                    + Counted.verb(
                                            rest.uncertain().size(),
                                            " is asked what became of it, ",
                                            " are asked what became of them, ")
                                    + rest.untouched().size()
                                    + Counted.verb(rest.untouched().size(), " is", " are")
                                    + " to do");
        }
    }

    private void work(
            Path journal,
            RunStore.Replayed replayed,
            RunRemainder rest,
            Credentials credentials,
            Reports reports) {
        RunStarted start = rest.start();
        List<RunEvent> told = new JournalReader().read(journal);
        RunProcess process = surroundings.processes().own();
        RunAtWork.Reach reach =
                new RunAtWork.Reach(start.header().origin().access(), start.limits(), credentials);
        PolicySince policy = new PolicySince(start, surroundings.policy());
        policy.notes().forEach(surroundings::note);
        Sweep sweep = policy.sweep();
        Safeguards safeguards = policy.safeguards();
        Plan plan =
                Planner.plan(
                        start.hosts().stream().map(RunEvent.PlannedHost::host).toList(),
                        sweep,
                        safeguards,
                        start.limits());
        SweepCounsel counsel = counsel(reach, start.header(), sweep, safeguards);
        Map<String, List<Session>> reviewed = reviewed(rest);
        Runner.Taken taken =
                new Runner.Taken(
                        surroundings.operator(),
                        process,
                        start.header().reason(),
                        progress(rest),
                        policy.forbidden());
        Carriers.suit(plan.order());
        new RunAtWork(surroundings, output)
                .run(
                        Journal.reopen(journal, replayed.extent()),
                        told,
                        reports.following(replayed.fold()),
                        reach,
                        shell -> new SessionOperation(shell, sweep, script, reviewed),
                        (runner, stop) -> runner.resume(plan, taken, counsel, stop));
    }

    private SweepCounsel counsel(
            RunAtWork.Reach reach, RunHeader header, Sweep sweep, Safeguards safeguards) {
        EarlierRuns earlier =
                new EarlierRuns(
                        surroundings.runs(output.report.journal.get()),
                        header.id(),
                        header.origin(),
                        sweep);
        SweepCounsel counsel =
                new SweepCounsel(
                        reach,
                        sweep,
                        safeguards,
                        new SweepCounsel.Habits(
                                earlier::figures,
                                yesReally.get(),
                                surroundings::note,
                                output.progressNotes(surroundings)));
        return header.origin().source().plan() == null ? counsel : counsel.planning();
    }

    // Hosts that were not asked before the run ended are asked about the sessions of the plan.
    private static @Nullable Map<String, List<Session>> reviewed(RunRemainder rest) {
        RunHeader header = rest.start().header();
        String file = header.origin().source().plan();
        if (file == null || rest.phases().wave() > 0) {
            return null;
        }
        ReviewedPlan plan = PlanFile.load(Path.of(file));
        if (plan.origin().createdAt().isAfter(header.startedAt())) {
            throw SessionOptions.usage(
                    "the plan "
                            + file
                            + " is not the one that run "
                            + header.id()
                            + " applied: it was made after that began; apply it in a run of its own");
        }
        return SweepOrder.logons(plan);
    }

    private static Progress progress(RunRemainder rest) {
        Map<String, Progress.Acted> acted = new HashMap<>();
        rest.acted()
                .forEach(one ->
                        acted.put(
                                one.host().name(),
                                new Progress.Acted(one.host(), one.intended(), one.blind())));
        RunRemainder.Phases phases = rest.phases();
        return new Progress(
                rest.settled(),
                acted,
                phases.surveys(),
                phases.wave(),
                phases.grace(),
                phases.warnings());
    }
}
