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
import org.jspecify.annotations.Nullable;

/// Does what a plan says that was reviewed.
final class ApplyCommand extends Command {
    private final Surroundings surroundings;

    private final Argument<Path> file = file("FILE", "a plan that fleet-logoff plan wrote");

    private final Argument<Boolean> dryRun =
            option("-n", "--dry-run", "--what-if", "--check")
                    .help("look for drift, end nothing")
                    .flag();

    private final Argument<@Nullable String> maxAge =
            option("--max-age").takes("TIME").help("how old the plan may be [24h]").text();

    private final Argument<@Nullable String> reason =
            option("--reason")
                    .takes("TEXT")
                    .help("why; kept in the journal and the report [that of the plan]")
                    .text();

    private final Argument<Boolean> yesReally =
            option("--yes-really").help("go on beyond --max-change").flag();

    private final HostOptions hosts = with(new HostOptions());
    private final RunOptions run = with(new RunOptions());

    ApplyCommand(Surroundings surroundings) {
        super(
                "apply",
                "Ends the sessions of a plan that was reviewed, and no others.",
                "Each host is asked again first, and what is no longer as it was reviewed is left alone and",
                "reported as drift. A plan that was changed, is too old or of another inventory is refused.");
        usage().abbreviateSynopsis(true)
                .footer("", "Example:", "  fleet-logoff apply tonight.json -i hosts.yaml");
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ReviewedPlan reviewed = PlanFile.load(file.get());
        reviewed.checkAge(
                surroundings.clock().instant(),
                maxAge.get() == null
                        ? ReviewedPlan.MAX_AGE
                        : SessionOptions.positive("--max-age", maxAge.get()));
        Sweep sweep = reviewed.plan().sweep();
        String why = reason.get() == null ? reviewed.origin().reason() : reason.get();
        SweepOrder order =
                OrderRules.settle(
                        surroundings,
                        new SweepRules.Intent(
                                dryRun.get() ? sweep.rehearsed() : sweep,
                                safeguards(reviewed.plan()),
                                why,
                                reviewed.origin().playbook()),
                        new SafeguardOptions(),
                        new SweepOrder.Consent(true, yesReally.get()),
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
