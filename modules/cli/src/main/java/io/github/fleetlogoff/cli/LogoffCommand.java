package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.planner.SweepRules;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The front door: logs users off.
@Command(
        name = "fleet-logoff",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "Logs a user off a fleet of Windows hosts over WinRM, in parallel, and reports"
                        + " every host.",
        footer = {
            "",
            "Examples:",
            "  fleet-logoff --inventory inventory/demo.yaml --user jdoe     a simulated fleet, to"
                    + " try it",
            "  fleet-logoff -i hosts.yaml -u 'CORP\\jdoe' --dry-run          what would happen",
            "  fleet-logoff -i hosts.yaml --idle-over 4h --state disconnected --yes",
            "Exit code: 0 done, 1 internal, 2 usage, 3 a session failed, 4 hosts not reached, 6"
                    + " refused,",
            "  7 locked by another run, 130 Ctrl-C, 143 SIGTERM"
        })
final class LogoffCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private final HostOptions hosts = new HostOptions();

    @Mixin private final SessionOptions sessions = new SessionOptions();

    @Mixin private final DoingOptions doing = new DoingOptions();

    @Mixin private final SafeguardOptions safeguards = new SafeguardOptions();

    @Mixin private final RunOptions run = new RunOptions();

    LogoffCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Sweep sweep =
                doing.sweep(
                        sessions.selector(doing.includeConsole), run.connection.anyComputerName);
        SweepRules.Settled settled =
                SweepRules.settle(
                        new SweepRules.Intent(sweep, Safeguards.NONE, doing.reason, null),
                        safeguards.asked(),
                        surroundings.policy(),
                        ZoneId.systemDefault());
        settled.notes()
                .forEach(note -> surroundings.terminal().err().println("fleet-logoff: " + note));
        return new SweepRun(surroundings, hosts, run)
                .execute(
                        settled.sweep(),
                        settled.safeguards(),
                        new SweepRun.Consent(doing.yes, doing.reason));
    }
}
