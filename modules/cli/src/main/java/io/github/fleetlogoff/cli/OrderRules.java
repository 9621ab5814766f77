package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.SitePolicy;
import io.github.fleetlogoff.planner.SweepRules;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/// Settles what a command, a playbook and the site's policy say into one order.
final class OrderRules {

    private OrderRules() {}

    /// The order; what was loosened or cut is told to the operator.
    ///
    /// @param protectedHosts those that a playbook names
    /// @throws io.github.fleetlogoff.model.FleetException with code `USAGE` where they cannot all
    ///   be met
    static SweepOrder settle(
            Surroundings surroundings,
            SweepRules.Intent intent,
            SafeguardOptions flags,
            SweepOrder.Consent consent,
            SweepOrder.Papers papers,
            List<String> protectedHosts) {
        SitePolicy policy = surroundings.policy();
        SweepRules.Settled settled =
                SweepRules.settle(intent, flags.asked(), policy, ZoneId::systemDefault);
        settled.notes().forEach(surroundings::note);
        return new SweepOrder(
                settled.sweep(),
                settled.safeguards(),
                consent,
                intent.playbook(),
                papers,
                Stream.concat(protectedHosts.stream(), policy.hosts().stream()).toList(),
                null);
    }
}
