package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.planner.SweepRules;
import java.util.List;
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
            "Examples:",
            "  fleet-logoff --inventory inventory/demo.yaml --user jdoe     a simulated fleet, to"
                    + " try it",
            "  fleet-logoff -i hosts.yaml -u 'CORP\\jdoe' --dry-run          what would happen",
            "  fleet-logoff -i hosts.yaml --idle-over 4h --waves 1,5%%,100%% --warn 'Save' --yes",
            "Exit code: 0 done, 2 usage, 3 failed, 4 not reached, 5 guard, 6 refused, 7 locked, 130 Ctrl-C"
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
        return new SweepRun(surroundings, hosts, run)
                .execute(
                        OrderRules.settle(
                                surroundings,
                                new SweepRules.Intent(sweep, Safeguards.NONE, doing.reason, null),
                                safeguards,
                                new SweepOrder.Consent(doing.yes, safeguards.yesReally),
                                SweepOrder.Papers.of(doing.reason),
                                List.of()));
    }
}
