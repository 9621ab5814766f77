package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.inventory.Inventory;
import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.Engine;
import io.github.fleetlogoff.model.EventSink;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Plan;
import io.github.fleetlogoff.model.RunHeader;
import io.github.fleetlogoff.model.StopCause;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.planner.Planner;
import io.github.fleetlogoff.report.ExitCode;
import io.github.fleetlogoff.report.Journal;
import io.github.fleetlogoff.report.RunFold;
import io.github.fleetlogoff.report.RunReport;
import io.github.fleetlogoff.runner.Patience;
import io.github.fleetlogoff.runner.Runner;
import io.github.fleetlogoff.runner.StopSignal;
import io.github.fleetlogoff.runner.Timing;
import io.github.fleetlogoff.runner.Watchdog;
import io.github.fleetlogoff.sessions.RemoteShell;
import io.github.fleetlogoff.sessions.SessionOperation;
import io.github.fleetlogoff.sessions.SessionScript;
import io.github.fleetlogoff.winrm.EngineShells;
import io.github.fleetlogoff.winrm.WinrmSettings;
import io.github.fleetlogoff.winrm.winrm4j.Winrm4jShell;
import io.github.fleetlogoff.winrm.wsman.WsmanShell;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Wires the parts and works one sweep from the inventory to the report.
final class SweepRun {
    private static final DateTimeFormatter RUN_ID =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

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
    int execute(Sweep sweep, Consent consent) {
        options.connection.check();
        Reports reports = Reports.of(surroundings, options.output.report);
        List<String> failOn = options.output.failOn();
        var limits = options.limits.limits();
        Inventory inventory = hostOptions.load(surroundings);
        List<Host> selected = options.connection.applyTo(inventory.select(hostOptions.patterns()));
        if (!agreed(sweep, consent, selected.size())) {
            surroundings.terminal().err().println("fleet-logoff: not agreed; nothing was touched");
            return 2;
        }
        try (Fleet fleet = Fleet.of(surroundings, inventory, selected, options, script)) {
            Plan plan = Planner.plan(fleet.hosts(), sweep, limits);
            RunReport report = work(plan, header(consent.reason(), failOn), fleet.credentials());
            reports.write(report);
            return ExitCode.of(report).number();
        }
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

    private RunHeader header(@Nullable String reason, List<String> failOn) {
        Instant now = surroundings.clock().instant();
        String id =
                RUN_ID.format(now)
                        + "-"
                        + Integer.toString(
                                RandomGenerator.getDefault()
                                        .nextInt(36 * 36 * 36, 36 * 36 * 36 * 36),
                                36);
        return new RunHeader(
                id,
                now,
                reason,
                surroundings.operator(),
                new RunHeader.Program(Version.text(), script.sha256()),
                failOn);
    }

    private RunReport work(Plan plan, RunHeader header, Credentials credentials) {
        RunFold fold = new RunFold();
        StopSignal stop = new StopSignal();
        try (Journal journal =
                        Journal.create(options.output.report.journal(surroundings), header.id());
                RemoteShell shell = shell(plan, credentials);
                Watchdog watchdog = new Watchdog();
                LeanHeap _ = LeanHeap.ofProcess(watchdog);
                ProgressScope progress = progress();
                Signals _ = new Signals(cause -> stop(stop, cause))) {
            EventSink observer =
                    event -> {
                        fold.emit(event);
                        progress.emit(event);
                    };
            Runner runner =
                    new Runner(
                            new SessionOperation(shell, plan.sweep(), script),
                            journal,
                            observer,
                            new Timing(surroundings.clock(), watchdog),
                            RandomGenerator.getDefault(),
                            Patience.DEFAULT);
            runner.run(plan, header, host -> account(credentials, host), stop);
        }
        return fold.report();
    }

    /// Each engine is made for the first host that asks for it: winrm4j's libraries take longer to
    /// load than many a run takes.
    private RemoteShell shell(Plan plan, Credentials credentials) {
        WinrmSettings settings =
                WinrmSettings.of(
                        plan.limits().connectTimeout(), options.connection.allowUnencrypted);
        InstantSource clock = surroundings.clock();
        return new EngineShells(
                Map.of(
                        Engine.WSMAN,
                        () -> new WsmanShell(settings, credentials, clock),
                        Engine.WINRM4J,
                        () -> new Winrm4jShell(settings, credentials, clock)));
    }

    private static Optional<String> account(Credentials credentials, Host host) {
        return credentials.of(host).map(Credential::username);
    }

    private void stop(StopSignal stop, StopCause cause) {
        if (stop.requested()) {
            surroundings.terminal().err().println("\nfleet-logoff: stopping now");
            stop.stopNow();
        } else {
            surroundings
                    .terminal()
                    .err()
                    .println(
                            "\nfleet-logoff: no further hosts; those in flight finish (again to stop at once)");
            stop.stop(cause, cause == StopCause.INTERRUPTED ? "Ctrl-C" : "SIGTERM");
        }
    }

    private ProgressScope progress() {
        boolean wanted =
                surroundings.terminal().attached().err()
                        && !options.output.noProgress
                        && !options.output.report.quiet;
        return wanted
                ? new ProgressDisplay(surroundings.terminal(), surroundings.clock())
                : ProgressScope.NONE;
    }
}
