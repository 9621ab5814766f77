package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.Sweep;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Lists who is logged on.
@Command(
        name = "sessions",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Lists who is logged on, fleet-wide; touches nothing.",
        footer = {
            "",
            "Examples:",
            "  fleet-logoff sessions -i hosts.yaml -w 'lab-[01-40]'",
            "  fleet-logoff sessions -i hosts.yaml --idle-over 1d -o csv > idle.csv"
        })
final class SessionsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private final HostOptions hosts = new HostOptions();

    @Mixin private final SessionOptions sessions = new SessionOptions();

    @Option(
            names = "--detail",
            description = "also services, listeners and sessions without a user")
    private boolean detail;

    @Mixin private final RunOptions run = new RunOptions();

    SessionsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Sweep sweep =
                new Sweep(
                        Action.LIST,
                        sessions.selector(false),
                        false,
                        Sweep.Ending.DEFAULT,
                        detail,
                        run.connection.anyComputerName);
        return new SweepRun(surroundings, hosts, run).execute(SweepOrder.list(sweep));
    }
}
