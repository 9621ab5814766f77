package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.Sweep;

/// Lists who is logged on.
final class SessionsCommand extends Command {
    private final Surroundings surroundings;

    private final HostOptions hosts = with(new HostOptions());
    private final SessionOptions sessions = with(new SessionOptions());

    private final Argument<Boolean> detail =
            option("--detail").help("also services, listeners and sessions without a user").flag();

    private final RunOptions run = with(new RunOptions());

    SessionsCommand(Surroundings surroundings) {
        super("sessions", "Lists who is logged on, fleet-wide; touches nothing.");
        usage().abbreviateSynopsis(true)
                .footer(
                        "",
                        "Examples:",
                        "  fleet-logoff sessions -i hosts.yaml -w 'lab-[01-40]'",
                        "  fleet-logoff sessions -i hosts.yaml --idle-over 1d -o csv > idle.csv");
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
                        detail.get(),
                        run.connection.anyComputerName.get());
        return new SweepRun(surroundings, hosts, run).execute(SweepOrder.list(sweep));
    }
}
