package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.planner.SweepRules;
import java.util.List;

/// The front door: logs users off.
final class LogoffCommand extends Command {
    private final Surroundings surroundings;

    private final HostOptions hosts = with(new HostOptions());
    private final SessionOptions sessions = with(new SessionOptions());
    private final DoingOptions doing = with(new DoingOptions());
    private final SafeguardOptions safeguards = with(new SafeguardOptions());
    private final RunOptions run = with(new RunOptions());

    LogoffCommand(Surroundings surroundings) {
        super(
                "fleet-logoff",
                "Logs a user off a fleet of Windows hosts over WinRM, in parallel, and reports"
                        + " every host.");
        usage().abbreviateSynopsis(true)
                .footer(
                        "Examples:",
                        "  fleet-logoff --inventory inventory/demo.yaml --user jdoe     a simulated fleet, to"
                                + " try it",
                        "  fleet-logoff -i hosts.yaml -u 'CORP\\jdoe' --dry-run          what would happen",
                        "  fleet-logoff -i hosts.yaml --idle-over 4h --waves 1,5%%,100%% --warn 'Save' --yes",
                        "Exit code: 0 done, 2 usage, 3 failed, 4 not reached, 5 guard, 6 refused, 7 locked, 130 Ctrl-C");
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Sweep sweep =
                doing.sweep(
                        sessions.selector(doing.includeConsole.get()),
                        run.connection.anyComputerName.get());
        return new SweepRun(surroundings, hosts, run)
                .execute(
                        OrderRules.settle(
                                surroundings,
                                new SweepRules.Intent(
                                        sweep, Safeguards.NONE, doing.reason.get(), null),
                                safeguards,
                                new SweepOrder.Consent(doing.yes.get(), safeguards.yesReally.get()),
                                SweepOrder.Papers.of(doing.reason.get()),
                                List.of()));
    }
}
