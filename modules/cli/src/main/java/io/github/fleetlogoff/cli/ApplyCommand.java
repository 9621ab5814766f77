package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Ceiling;
import io.github.fleetlogoff.model.Guards;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.Share;
import io.github.fleetlogoff.model.SurveyedPlan;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.planner.SweepRules;
import io.github.fleetlogoff.report.PlanFile;
import io.github.fleetlogoff.report.ReviewedPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Does what a plan says that was reviewed.
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Ends the sessions of a plan that was reviewed, and no others.",
            "Each host is asked again first, and what is no longer as it was reviewed is left alone and",
            "reported as drift. A plan that was changed, is too old or of another inventory is refused."
        },
        footer = {"", "Example:", "  fleet-logoff apply tonight.json -i hosts.yaml"})
final class ApplyCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "a plan that fleet-logoff plan wrote")
    private Path file = Path.of("");

    @Option(
            names = {"-n", "--dry-run", "--what-if", "--check"},
            description = "look for drift, end nothing")
    private boolean dryRun;

    @Option(names = "--max-age", paramLabel = "TIME", description = "how old the plan may be [24h]")
    private @Nullable String maxAge;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "why; kept in the journal and the report [that of the plan]")
    private @Nullable String reason;

    @Option(names = "--yes-really", description = "go on beyond --max-change")
    private boolean yesReally;

    @Mixin private final HostOptions hosts = new HostOptions();

    @Mixin private final RunOptions run = new RunOptions();

    ApplyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ReviewedPlan reviewed = PlanFile.load(file);
        reviewed.checkAge(
                surroundings.clock().instant(),
                maxAge == null
                        ? ReviewedPlan.MAX_AGE
                        : SessionOptions.positive("--max-age", maxAge));
        Sweep sweep = reviewed.plan().sweep();
        String why = reason == null ? reviewed.origin().reason() : reason;
        SweepOrder order =
                OrderRules.settle(
                        surroundings,
                        new SweepRules.Intent(
                                dryRun ? sweep.rehearsed() : sweep,
                                safeguards(reviewed.plan()),
                                why,
                                reviewed.origin().playbook()),
                        new SafeguardOptions(),
                        new SweepOrder.Consent(true, yesReally),
                        SweepOrder.Papers.of(why),
                        List.of());
        return new SweepRun(surroundings, hosts, run).execute(order.applying(reviewed));
    }

    // A share of the sessions was counted for the review, and is not taken of what that left.
    private static Safeguards safeguards(SurveyedPlan plan) {
        Safeguards written = plan.safeguards();
        Guards guards = written.guards();
        int most = (int) Math.min(plan.budget().most(), Share.Count.MOST);
        return guards.maxLogoffs() == null
                ? written
                : new Safeguards(
                        written.warning(),
                        written.waves(),
                        new Guards(
                                Ceiling.of(new Share.Count(most)),
                                guards.maxFailures(),
                                guards.maxChange(),
                                guards.rate()),
                        written.blackout());
    }
}
