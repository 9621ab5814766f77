package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Surveyed;
import io.github.fleetlogoff.model.SurveyedPlan;
import java.util.List;
import java.util.Optional;

/// What a run asks of those who know more than it does. Pure, but for what it reads.
public interface Counsel {

    /// What refused logons of a host are counted by, regardless of case: the account behind its
    /// credential; empty = its logon is not guarded. Asked once per host, before anything is begun.
    Optional<String> account(Host host);

    /// Why a host cannot be logged on to by anybody, in a sentence: it is not attempted. Empty = it
    /// can.
    default Optional<String> withheld(Host host) {
        return Optional.empty();
    }

    /// Whether the hosts are asked and a plan is made although the safeguards can do without: it
    /// was reviewed, or is to be.
    boolean needsPlan();

    /// Makes the answers of a survey a plan.
    ///
    /// @param surveyed in inventory order, each host once
    SurveyedPlan plan(List<Surveyed> surveyed);

    /// Why nothing of that plan may be done, in one sentence; empty = it may.
    Optional<String> objection(SurveyedPlan plan);
}
