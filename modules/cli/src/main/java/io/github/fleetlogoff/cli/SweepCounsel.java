package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.ChangeFactor;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.Surveyed;
import io.github.fleetlogoff.model.SurveyedPlan;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.planner.AnomalyBrake;
import io.github.fleetlogoff.planner.SurveyPlanner;
import io.github.fleetlogoff.runner.Counsel;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Advises a run by the rules of the planner, and keeps the plan that it made. Used by one thread.
final class SweepCounsel implements Counsel {
    private final RunAtWork.Reach reach;
    private final Sweep sweep;
    private final Safeguards safeguards;
    private final Habits habits;
    private boolean needsPlan;
    private @Nullable SurveyedPlan made;

    /// What a sweep is compared with.
    ///
    /// @param earlier the figures of earlier runs; asked for where they count
    /// @param goesOn whether it goes on all the same
    /// @param note takes a sentence for the operator
    /// @param progress takes one that nobody needs who asked for quiet
    record Habits(
            Supplier<List<AnomalyBrake.Figures>> earlier,
            boolean goesOn,
            Consumer<String> note,
            Consumer<String> progress) {}

    SweepCounsel(RunAtWork.Reach reach, Sweep sweep, Safeguards safeguards, Habits habits) {
        this.reach = reach;
        this.sweep = sweep;
        this.safeguards = safeguards;
        this.habits = habits;
    }

    /// Makes a plan also where none is needed to act.
    SweepCounsel planning() {
        needsPlan = true;
        return this;
    }

    /// The plan that was made, absent = it did not come to that.
    Optional<SurveyedPlan> made() {
        return Optional.ofNullable(made);
    }

    @Override
    public Optional<String> account(Host host) {
        return reach.account(host);
    }

    @Override
    public Optional<String> withheld(Host host) {
        return reach.credentials().lack(host);
    }

    @Override
    public boolean needsPlan() {
        return needsPlan;
    }

    @Override
    public SurveyedPlan plan(List<Surveyed> surveyed) {
        SurveyedPlan plan = SurveyPlanner.plan(surveyed, sweep, safeguards);
        made = plan;
        habits.progress().accept(sentence(plan));
        if (sweep.dryRun()) {
            objection(plan)
                    .ifPresent(why ->
                            habits.note().accept("the sweep itself would stop here: " + why));
        }
        return plan;
    }

    private static String sentence(SurveyedPlan plan) {
        List<String> waves =
                plan.waves().stream().map(wave -> String.valueOf(wave.hosts().size())).toList();
        SurveyedPlan.Budget budget = plan.budget();
        return "plan: "
                + Counted.of(budget.selected(), "session")
                + (waves.isEmpty()
                        ? ""
                        : " on "
                                + String.join(" + ", waves)
                                + (waves.equals(List.of("1")) ? " host" : " hosts"))
                + (waves.size() > 1 ? " in " + waves.size() + " waves" : "")
                + (budget.fallsShort() ? ", of which the budget reaches " + budget.most() : "")
                + "; "
                + Counted.of(plan.settled().size(), "host")
                + Counted.verb(plan.settled().size(), " has", " have")
                + " nothing to end, "
                + plan.unanswered().size()
                + " did not answer";
    }

    @Override
    public Optional<String> objection(SurveyedPlan plan) {
        ChangeFactor allowed = safeguards.guards().maxChange();
        if (allowed == null) {
            return Optional.empty();
        }
        AnomalyBrake.Finding finding =
                AnomalyBrake.judge(AnomalyBrake.Figures.of(plan), habits.earlier().get(), allowed);
        return switch (finding) {
            case AnomalyBrake.Finding.NoHistory _ -> {
                habits.note()
                        .accept("there is no earlier run to compare this one with (--max-change)");
                yield Optional.empty();
            }
            case AnomalyBrake.Finding.Usual _ -> Optional.empty();
            case AnomalyBrake.Finding.Unusual unusual when habits.goesOn() -> {
                habits.note().accept(unusual.sentence() + ": it goes on, as --yes-really says");
                yield Optional.empty();
            }
            case AnomalyBrake.Finding.Unusual unusual -> Optional.of(unusual.sentence());
        };
    }
}
