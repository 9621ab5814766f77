package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.inventory.Inventory;
import io.github.fleetlogoff.inventory.Spared;
import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Limits;
import io.github.fleetlogoff.model.Plan;
import io.github.fleetlogoff.model.RunHeader;
import io.github.fleetlogoff.model.RunOrigin;
import io.github.fleetlogoff.model.SitePolicy;
import io.github.fleetlogoff.model.SurveyedPlan;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.planner.Planner;
import io.github.fleetlogoff.report.ExitCode;
import io.github.fleetlogoff.report.Journal;
import io.github.fleetlogoff.report.PlanFile;
import io.github.fleetlogoff.report.PlanOrigin;
import io.github.fleetlogoff.report.ReportFile;
import io.github.fleetlogoff.report.ReviewedPlan;
import io.github.fleetlogoff.report.RunFold;
import io.github.fleetlogoff.report.RunReport;
import io.github.fleetlogoff.sessions.SessionOperation;
import io.github.fleetlogoff.sessions.SessionScript;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    SweepRun(Surroundings surroundings, HostOptions hostOptions, RunOptions options) {
        this.surroundings = surroundings;
        this.hostOptions = hostOptions;
        this.options = options;
    }

    /// Works an order.
    ///
    /// @return the exit code of the program
    int execute(SweepOrder wanted) {
        options.connection.check();
        options.output.check(surroundings);
        Reports reports =
                Reports.of(surroundings, options.output.report, wanted.papers().reports());
        List<String> failOn = options.output.failOn();
        Limits limits = options.limits.limits(wanted.papers().pace());
        Inventory inventory = hostOptions.load(surroundings, true);
        List<Host> selected = options.connection.applyTo(selected(inventory, wanted));
        if (!agreed(wanted, selected.size())) {
            surroundings.terminal().err().println("fleet-logoff: not agreed; nothing was touched");
            return 2;
        }
        try (Fleet fleet =
                Fleet.of(
                        surroundings,
                        inventory,
                        selected,
                        options.connection,
                        script,
                        options.output.report.quiet.get())) {
            SweepOrder order = wanted.of(sparing(wanted.sweep(), fleet));
            Plan plan = Planner.plan(fleet.hosts(), order.sweep(), order.safeguards(), limits);
            doubles(plan).ifPresent(surroundings::note);
            RunOrigin origin = origin(order, fleet, inventory.simulator().isPresent());
            RunHeader header = header(origin, order.papers().reason(), failOn);
            RunReport report;
            try (RunLock _ = lock(header)) {
                report = work(plan, header, fleet.credentials(), order, inventory, reports);
            }
            reports.write(report);
            options.output.tell(report, surroundings);
            options.output.keep.prune(
                    surroundings.runs(options.output.report.journal.get()), surroundings.clock());
            return ExitCode.of(report).number();
        }
    }

    private List<Host> selected(Inventory inventory, SweepOrder order) {
        ReviewedPlan reviewed = order.reviewed();
        List<Host> chosen = inventory.select(hostOptions.patterns());
        List<Host> selected =
                reviewed == null
                        ? chosen
                        : reviewed.on(inventory.hosts()).waves().stream()
                                .flatMap(wave -> wave.hosts().stream())
                                .filter(host -> !SweepOrder.reviewed(host).isEmpty())
                                .map(SurveyedPlan.HostPlan::host)
                                .filter(new HashSet<>(chosen)::contains)
                                .toList();
        Spared spared =
                inventory.spare(selected, order.protectedHosts(), order.sweep().anyComputerName());
        if (!spared.spared().isEmpty()) {
            surroundings.note(
                    spared.spared().size() == 1
                            ? spared.spared().getFirst().name()
                                    + " is a protected host and left alone"
                            : spared.spared().size() + " protected hosts are left alone");
        }
        if (spared.worked().isEmpty() && !order.hasNothingReviewed()) {
            throw SessionOptions.usage(
                    selected.isEmpty()
                            ? "there is nothing to do on any host"
                            : "every host that was chosen is protected");
        }
        return spared.worked();
    }

    // One computer that stands in the inventory twice.
    private static Optional<String> doubles(Plan plan) {
        Map<Host, Host> doubles = plan.sweep().action() == Action.LIST ? Map.of() : plan.doubles();
        return doubles.entrySet().stream()
                .findFirst()
                .map(one ->
                        one.getKey().name()
                                + " has the address of "
                                + one.getValue().name()
                                + (doubles.size() == 1
                                        ? ""
                                        : ", and so have "
                                                + (doubles.size() - 1)
                                                + " more that of another host")
                                + ": one computer is worked once");
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

    private boolean agreed(SweepOrder order, int hosts) {
        Sweep sweep = order.sweep();
        if (sweep.action() == Action.LIST
                || sweep.dryRun()
                || order.consent().given()
                || order.reviewed() != null
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
                .confirm("Log off every selected session on " + Counted.of(hosts, "host") + "?");
    }

    private RunReport work(
            Plan plan,
            RunHeader header,
            Credentials credentials,
            SweepOrder order,
            Inventory inventory,
            Reports reports) {
        RunFold fold = new RunFold();
        RunAtWork.Reach reach =
                new RunAtWork.Reach(header.origin().access(), plan.limits(), credentials);
        SweepCounsel counsel = counsel(reach, header, order);
        Carriers.suit(plan.order());
        new RunAtWork(surroundings, options.output)
                .run(
                        Journal.create(options.output.report.journal(surroundings), header.id()),
                        List.of(),
                        reports.following(fold),
                        reach,
                        shell -> new SessionOperation(shell, plan.sweep(), script, order.logons()),
                        (runner, stop) -> runner.run(plan, header, counsel, stop));
        Path file = order.papers().plan();
        if (file != null) {
            write(file, counsel, fold.report(), inventory);
        }
        return fold.report();
    }

    private SweepCounsel counsel(RunAtWork.Reach reach, RunHeader header, SweepOrder order) {
        EarlierRuns earlier =
                new EarlierRuns(
                        surroundings.runs(options.output.report.journal.get()),
                        header.id(),
                        header.origin(),
                        order.sweep());
        SweepCounsel counsel =
                new SweepCounsel(
                        reach,
                        order.planned(),
                        order.safeguards(),
                        new SweepCounsel.Habits(
                                earlier::figures,
                                order.consent().really(),
                                surroundings::note,
                                options.output.progressNotes(surroundings)));
        return order.needsPlan() ? counsel.planning() : counsel;
    }

    private void write(Path file, SweepCounsel counsel, RunReport report, Inventory inventory) {
        RunHeader header = report.header();
        SurveyedPlan made = counsel.made().orElse(null);
        if (made == null) {
            surroundings.note(
                    "the run was stopped before there was a plan; " + file + " was not written");
            return;
        }
        String text =
                PlanFile.write(
                        made,
                        new PlanOrigin(
                                surroundings.clock().instant(),
                                header.operator(),
                                header.program().version(),
                                header.origin().source().playbook(),
                                header.reason()),
                        inventory.hosts());
        ReportFile.write(file, (_, out) -> out.append(text), report);
        surroundings.note("the plan is in " + file + "; to do it: fleet-logoff apply " + file);
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

    private RunOrigin origin(SweepOrder order, Fleet fleet, boolean simulated) {
        Sweep sweep = order.sweep();
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
                new RunOrigin.Access(options.connection.allowUnencrypted.get(), accounts),
                simulated,
                new RunOrigin.Source(order.playbook(), order.planFile()));
    }

    private RunLock lock(RunHeader header) {
        return RunLock.take(
                surroundings.locksDirectory(),
                header.origin().locks(),
                new RunLock.Holder(header.id(), header.operator(), header.origin().process()),
                surroundings.processes());
    }
}
