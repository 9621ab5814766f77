package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Playbook;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.planner.SweepRules;
import java.nio.file.Path;
import java.util.List;

/// Writes down what a sweep would do, for a review.
final class PlanCommand extends Command {
    private static final String TABLE = "table";

    private final Surroundings surroundings;

    private final HostOptions hosts = with(new HostOptions());
    private final SessionOptions sessions = with(new SessionOptions());
    private final DoingOptions doing = with(new DoingOptions());
    private final SafeguardOptions safeguards = with(new SafeguardOptions());
    private final RunOptions run = with(new RunOptions());

    // In the place of the format: what is printed is a table.
    private final Argument<String> file =
            option("-o", "--output")
                    .takes("FILE")
                    .help("where the plan is written")
                    .under(HelpGroup.OUTPUT)
                    .text(TABLE);

    PlanCommand(Surroundings surroundings) {
        super(
                "plan",
                "Writes what a sweep would end to a file, for a review; ends nothing.",
                "Every host is asked. The plan holds every session by its logon, with its wave and budget;",
                "fleet-logoff apply does it.");
        usage().abbreviateSynopsis(true)
                .footer(
                        "",
                        "Example:",
                        "  fleet-logoff plan -i hosts.yaml --idle-over 4h --waves 1,5%%,100%% -o tonight.json");
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (file.get().equals(TABLE)) {
            throw SessionOptions.usage("a plan is written to a file: give -o FILE");
        }
        Path target = WritableFile.of("--output", file.get());
        Sweep sweep =
                doing.sweep(
                                sessions.selector(doing.includeConsole.get()),
                                run.connection.anyComputerName.get())
                        .rehearsed();
        return new SweepRun(surroundings, hosts, run)
                .execute(
                        OrderRules.settle(
                                surroundings,
                                new SweepRules.Intent(
                                        sweep, Safeguards.NONE, doing.reason.get(), null),
                                safeguards,
                                SweepOrder.Consent.NOT_NEEDED,
                                new SweepOrder.Papers(
                                        doing.reason.get(),
                                        List.of(),
                                        target,
                                        Playbook.Pace.DEFAULT),
                                List.of()));
    }
}
