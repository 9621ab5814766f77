package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.Engine;
import io.github.fleetlogoff.model.EventSink;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Limits;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunOrigin;
import io.github.fleetlogoff.model.StopCause;
import io.github.fleetlogoff.report.Journal;
import io.github.fleetlogoff.report.ReportFormat;
import io.github.fleetlogoff.runner.Patience;
import io.github.fleetlogoff.runner.Runner;
import io.github.fleetlogoff.runner.StopSignal;
import io.github.fleetlogoff.runner.SweepOperation;
import io.github.fleetlogoff.runner.Timing;
import io.github.fleetlogoff.runner.Watchdog;
import io.github.fleetlogoff.sessions.AnswerReader;
import io.github.fleetlogoff.sessions.RemoteShell;
import io.github.fleetlogoff.winrm.EngineShells;
import io.github.fleetlogoff.winrm.WinrmSettings;
import io.github.fleetlogoff.winrm.wsman.WsmanShell;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Wires what works a run, begun or taken up: engine, journal, progress, and who may stop it.
final class RunAtWork {
    // By then the first host has its command.
    private static final Duration UNDER_WAY = Duration.ofMillis(50);

    private final Surroundings surroundings;
    private final OutputOptions output;

    RunAtWork(Surroundings surroundings, OutputOptions output) {
        this.surroundings = surroundings;
        this.output = output;
    }

    /// How hosts are reached.
    record Reach(RunOrigin.Access access, Limits limits, Credentials credentials) {
        /// What refused logons of a host are counted by.
        Optional<String> account(Host host) {
            return credentials.account(host);
        }
    }

    /// Does something with a runner.
    @FunctionalInterface
    interface Work {
        void with(Runner runner, StopSignal stop);
    }

    /// Works a run until it has ended, and closes its journal.
    ///
    /// @param told what happened before it was taken up
    /// @param fold gets every event from here on
    void run(
            Journal journal,
            List<RunEvent> told,
            EventSink fold,
            Reach reach,
            Function<RemoteShell, SweepOperation> operation,
            Work work) {
        StopSignal stop = new StopSignal();
        try (journal;
                RemoteShell shell =
                        shell(
                                reach.limits().connectTimeout(),
                                reach.access().allowUnencrypted(),
                                reach.credentials(),
                                surroundings.clock());
                Watchdog watchdog = new Watchdog();
                LeanHeap _ = LeanHeap.ofProcess(watchdog);
                ProgressScope progress = progress();
                StopFile _ =
                        new StopFile(
                                journal.file(),
                                who ->
                                        stop(
                                                stop,
                                                StopCause.INTERRUPTED,
                                                "fleet-logoff stop by " + who));
                Signals _ = new Signals(cause -> stop(stop, cause, signal(cause)))) {
            told.forEach(progress::emit);
            EventSink phases =
                    new PhaseLines(output.progressNotes(surroundings), ZoneId::systemDefault);
            EventSink observer =
                    event -> {
                        fold.emit(event);
                        progress.emit(event);
                        phases.emit(event);
                    };
            Runner runner =
                    new Runner(
                            operation.apply(shell),
                            journal,
                            observer,
                            new Timing(surroundings.clock(), watchdog),
                            RandomGenerator.getDefault(),
                            Patience.DEFAULT);
            watchdog.after(UNDER_WAY, AnswerReader::getReady);
            try {
                work.with(runner, stop);
            } finally {
                leftBehind(shell.leakedShells()).ifPresent(surroundings.terminal().err()::println);
            }
        }
    }

    /// What the end of a run says of shells that may be left on hosts.
    static Optional<String> leftBehind(int shells) {
        return shells == 0
                ? Optional.empty()
                : Optional.of(
                        "fleet-logoff: "
                                + (shells == 1 ? "1 shell" : shells + " shells")
                                + " may be left on hosts; they end them after at most 3 idle"
                                + " minutes");
    }

    /// Each engine is made for the first host that asks for it: winrm4j's libraries take longer to
    /// load than many a run takes.
    static RemoteShell shell(
            Duration connectTimeout,
            boolean allowUnencrypted,
            Credentials credentials,
            InstantSource clock) {
        WinrmSettings settings = WinrmSettings.of(connectTimeout, allowUnencrypted);
        return new EngineShells(
                Map.of(
                        Engine.WSMAN,
                        () -> new WsmanShell(settings, credentials, clock),
                        Engine.WINRM4J,
                        () -> Winrm4jEngine.ofProgram().shell(settings, credentials, clock)));
    }

    private static String signal(StopCause cause) {
        return cause == StopCause.INTERRUPTED ? "Ctrl-C" : "SIGTERM";
    }

    private void stop(StopSignal stop, StopCause cause, String why) {
        if (stop.requested()) {
            surroundings.terminal().err().println("\nfleet-logoff: stopping now");
            stop.stopNow();
        } else {
            surroundings
                    .terminal()
                    .err()
                    .println(
                            "\nfleet-logoff: "
                                    + why
                                    + ": no further hosts; those in flight finish (again to stop at"
                                    + " once)");
            stop.stop(cause, why);
        }
    }

    private ProgressScope progress() {
        // Two writers on one terminal spoil each other's lines.
        Terminal.Attached attached = surroundings.terminal().attached();
        boolean spoils =
                attached.out() && attached.err() && output.report.format() == ReportFormat.NDJSON;
        return output.noProgress.get() || output.report.quiet.get() || spoils
                ? _ -> {}
                : ProgressDisplay.of(
                        surroundings.terminal(),
                        surroundings.variable("TERM"),
                        surroundings.clock());
    }
}
