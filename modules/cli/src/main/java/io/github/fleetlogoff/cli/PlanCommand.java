package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Playbook;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.planner.SweepRules;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Writes down what a sweep would do, for a review.
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Writes what a sweep would end to a file, for a review; ends nothing.",
            "Every host is asked. The plan holds every session by its logon, with its wave and budget;",
            "fleet-logoff apply does it."
        },
        footer = {
            "",
            "Example:",
            "  fleet-logoff plan -i hosts.yaml --idle-over 4h --waves 1,5%%,100%% -o tonight.json"
        })
final class PlanCommand implements Callable<Integer> {
    private static final String TABLE = "table";

    private final Surroundings surroundings;

    @Mixin private final HostOptions hosts = new HostOptions();

    @Mixin private final SessionOptions sessions = new SessionOptions();

    @Mixin private final DoingOptions doing = new DoingOptions();

    @Mixin private final SafeguardOptions safeguards = new SafeguardOptions();

    @Mixin private final RunOptions run = new RunOptions();

    PlanCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /// The command, whose `-o` is the file of the plan: what is printed is a table.
    static CommandLine of(Surroundings surroundings) {
        CommandLine commandLine = new CommandLine(new PlanCommand(surroundings));
        CommandSpec command = commandLine.getCommandSpec();
        OptionSpec format = command.findOption("-o");
        command.remove(format);
        command.addOption(
                OptionSpec.builder(format)
                        .paramLabel("FILE")
                        .description("where the plan is written")
                        .build());
        return commandLine;
    }

    @Override
    public Integer call() {
        String file = run.output.report.output;
        if (file.equals(TABLE)) {
            throw SessionOptions.usage("a plan is written to a file: give -o FILE");
        }
        Path target = WritableFile.of("--output", file);
        run.output.report.output = TABLE;
        Sweep sweep =
                doing.sweep(sessions.selector(doing.includeConsole), run.connection.anyComputerName)
                        .rehearsed();
        return new SweepRun(surroundings, hosts, run)
                .execute(
                        OrderRules.settle(
                                surroundings,
                                new SweepRules.Intent(sweep, Safeguards.NONE, doing.reason, null),
                                safeguards,
                                SweepOrder.Consent.NOT_NEEDED,
                                new SweepOrder.Papers(
                                        doing.reason, List.of(), target, Playbook.Pace.DEFAULT),
                                List.of()));
    }
}
