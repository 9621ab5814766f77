package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.Surveyed;
import io.github.fleetlogoff.model.SurveyedPlan;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.planner.SurveyPlanner;
import io.github.fleetlogoff.runner.Counsel;
import java.util.List;
import java.util.Optional;

/// Advises a run by the rules of the planner.
record SweepCounsel(RunAtWork.Reach reach, Sweep sweep, Safeguards safeguards) implements Counsel {

    @Override
    public Optional<String> account(Host host) {
        return reach.account(host);
    }

    @Override
    public SurveyedPlan plan(List<Surveyed> surveyed) {
        return SurveyPlanner.plan(surveyed, sweep, safeguards);
    }

    @Override
    public Optional<String> objection(SurveyedPlan plan) {
        return Optional.empty();
    }
}
