package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.inventory.Inventory;
import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Plan;
import io.github.fleetlogoff.model.RunHeader;
import io.github.fleetlogoff.model.RunOrigin;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.SitePolicy;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.planner.Planner;
import io.github.fleetlogoff.report.ExitCode;
import io.github.fleetlogoff.report.Journal;
import io.github.fleetlogoff.report.RunFold;
import io.github.fleetlogoff.report.RunReport;
import io.github.fleetlogoff.sessions.SessionOperation;
import io.github.fleetlogoff.sessions.SessionScript;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Wires the parts and works one sweep from the inventory to the report.
final class SweepRun {
    private final Surroundings surroundings;
    private final HostOptions hostOptions;
    private final RunOptions options;
    private final SessionScript script = SessionScript.bundled();

    /// What the operator agreed to.
    ///
    /// @param given `--yes`
    record Consent(boolean given, @Nullable String reason) {
        static final Consent NOT_NEEDED = new Consent(true, null);
    }

    SweepRun(Surroundings surroundings, HostOptions hostOptions, RunOptions options) {
        this.surroundings = surroundings;
        this.hostOptions = hostOptions;
        this.options = options;
    }

    /// Works the sweep.
    ///
    /// @return the exit code of the program
    int execute(Sweep wanted, Safeguards safeguards, Consent consent) {
        options.connection.check();
        options.output.check();
        Reports reports = Reports.of(surroundings, options.output.report);
        List<String> failOn = options.output.failOn();
        var limits = options.limits.limits();
        Inventory inventory = hostOptions.load(surroundings);
        List<Host> selected = options.connection.applyTo(inventory.select(hostOptions.patterns()));
        if (!agreed(wanted, consent, selected.size())) {
            surroundings.terminal().err().println("fleet-logoff: not agreed; nothing was touched");
            return 2;
        }
        try (Fleet fleet = Fleet.of(surroundings, inventory, selected, options, script)) {
            Sweep sweep = sparing(wanted, fleet);
            Plan plan = Planner.plan(fleet.hosts(), sweep, safeguards, limits);
            RunOrigin origin = origin(sweep, fleet, inventory.simulator().isPresent());
            RunHeader header = header(origin, consent.reason(), failOn);
            RunReport report;
            try (RunLock _ = lock(header)) {
                report = work(plan, header, fleet.credentials(), reports);
            }
            reports.write(report);
            options.output.keep.prune(
                    surroundings.runs(options.output.report.journal), surroundings.clock());
            return ExitCode.of(report).number();
        }
    }

    // The accounts of who runs this are never ended.
    private static Sweep sparing(Sweep sweep, Fleet fleet) {
        if (sweep.action() == Action.LIST) {
            return sweep;
        }
        SortedSet<String> accounts = new TreeSet<>();
        fleet.hosts().stream()
                .flatMap(host -> fleet.credentials().of(host).stream())
                .forEach(credential -> accounts.add(credential.username()));
        return sweep.of(sweep.selector().sparing(SitePolicy.builtIn(accounts).users()));
    }

    private boolean agreed(Sweep sweep, Consent consent, int hosts) {
        if (sweep.action() == Action.LIST
                || sweep.dryRun()
                || consent.given()
                || sweep.selector().namesUsersOrSessions()) {
            return true;
        }
        if (!surroundings.terminal().attached().in()) {
            throw SessionOptions.usage(
                    "this sweep names no user and no session; without a terminal to ask on it needs"
                            + " --yes (try --dry-run first)");
        }
        return surroundings
                .terminal()
                .confirm("Log off every selected session on " + hosts + " hosts?");
    }

    private RunReport work(Plan plan, RunHeader header, Credentials credentials, Reports reports) {
        RunFold fold = new RunFold();
        RunAtWork.Reach reach =
                new RunAtWork.Reach(header.origin().access(), plan.limits(), credentials);
        new RunAtWork(surroundings, options.output)
                .run(
                        Journal.create(options.output.report.journal(surroundings), header.id()),
                        List.of(),
                        reports.following(fold),
                        reach,
                        shell -> new SessionOperation(shell, plan.sweep(), script),
                        (runner, stop) ->
                                runner.run(
                                        plan,
                                        header,
                                        new SweepCounsel(reach, plan.sweep(), plan.safeguards()),
                                        stop));
        return fold.report();
    }

    private RunHeader header(RunOrigin origin, @Nullable String reason, List<String> failOn) {
        Instant now = surroundings.clock().instant();
        return new RunHeader(
                RunId.at(now),
                now,
                reason,
                surroundings.operator(),
                new RunHeader.Program(Version.text(), script.sha256()),
                origin,
                failOn);
    }

    private RunOrigin origin(Sweep sweep, Fleet fleet, boolean simulated) {
        SortedMap<String, String> accounts = new TreeMap<>();
        fleet.hosts().stream()
                .flatMap(host -> fleet.credentials().of(host).stream())
                .forEach(credential -> accounts.put(credential.name(), credential.username()));
        return new RunOrigin(
                surroundings.processes().own(),
                hostOptions.sources(),
                sweep.action() == Action.LIST || sweep.dryRun()
                        ? List.of()
                        : options.output.lock.names(hostOptions.sources()),
                new RunOrigin.Access(options.connection.allowUnencrypted, accounts),
                simulated);
    }

    private RunLock lock(RunHeader header) {
        return RunLock.take(
                surroundings.locksDirectory(),
                header.origin().locks(),
                new RunLock.Holder(header.id(), header.operator(), header.origin().process()),
                surroundings.processes());
    }
}
