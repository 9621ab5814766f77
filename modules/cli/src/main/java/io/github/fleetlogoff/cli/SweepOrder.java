package io.github.fleetlogoff.cli;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.PlannedSession;
import io.github.fleetlogoff.model.Playbook.Pace;
import io.github.fleetlogoff.model.Playbook.ReportTarget;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SurveyedPlan.HostPlan;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.report.ReviewedPlan;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to be done, whatever command asked for it.
///
/// @param playbook the name of the playbook, absent = there is none
/// @param papers what is written of it
/// @param protectedHosts patterns of hosts that are never worked
/// @param reviewed the plan that is applied, absent = the sweep plans for itself
record SweepOrder(
        Sweep sweep,
        Safeguards safeguards,
        Consent consent,
        @Nullable String playbook,
        Papers papers,
        List<String> protectedHosts,
        @Nullable ReviewedPlan reviewed) {

    /// What the operator agreed to.
    ///
    /// @param given `--yes`
    /// @param really `--yes-really`
    record Consent(boolean given, boolean really) {
        static final Consent NOT_NEEDED = new Consent(true, false);
    }

    /// What is written of a sweep.
    ///
    /// @param reason why, absent = none was given
    /// @param reports further ones than the options name
    /// @param plan where its plan is written, absent = nowhere
    /// @param pace how many hosts at once, where no option says it
    record Papers(
            @Nullable String reason, List<ReportTarget> reports, @Nullable Path plan, Pace pace) {
        static final Papers NONE = of(null);

        static Papers of(@Nullable String reason) {
            return new Papers(reason, List.of(), null, Pace.DEFAULT);
        }

        Papers {
            reports = List.copyOf(reports);
        }
    }

    SweepOrder {
        requireNonNull(sweep, "sweep is null");
        requireNonNull(safeguards, "safeguards is null");
        requireNonNull(consent, "consent is null");
        requireNonNull(papers, "papers is null");
        protectedHosts = List.copyOf(protectedHosts);
    }

    /// A list of sessions.
    static SweepOrder list(Sweep sweep) {
        return new SweepOrder(
                sweep, Safeguards.NONE, Consent.NOT_NEEDED, null, Papers.NONE, List.of(), null);
    }

    /// The same with another sweep.
    SweepOrder of(Sweep other) {
        return new SweepOrder(
                other, safeguards, consent, playbook, papers, protectedHosts, reviewed);
    }

    /// The same, of the sessions of a plan.
    SweepOrder applying(ReviewedPlan plan) {
        return new SweepOrder(sweep, safeguards, consent, playbook, papers, protectedHosts, plan);
    }

    /// The sweep that a plan is about; a plan that is written down is to be applied for real.
    Sweep planned() {
        return papers.plan() == null
                ? sweep
                : new Sweep(
                        sweep.action(),
                        sweep.selector(),
                        false,
                        sweep.ending(),
                        sweep.detail(),
                        sweep.anyComputerName());
    }

    /// The absolute path of the plan that is applied.
    @Nullable String planFile() {
        return reviewed == null ? null : Path.of(reviewed.file()).toAbsolutePath().toString();
    }

    /// The logons that may be ended, by host; absent = those that are selected.
    @Nullable Map<String, List<Session>> logons() {
        return reviewed == null ? null : logons(reviewed);
    }

    static Map<String, List<Session>> logons(ReviewedPlan reviewed) {
        Map<String, List<Session>> logons = new HashMap<>();
        reviewed.plan()
                .waves()
                .forEach(wave ->
                        wave.hosts()
                                .forEach(host -> logons.put(host.host().name(), reviewed(host))));
        return logons;
    }

    /// The sessions that the review let end on a host: those that the budget of the plan reached.
    static List<Session> reviewed(HostPlan host) {
        return host.sessions().stream()
                .filter(PlannedSession::withinBudget)
                .map(PlannedSession::session)
                .toList();
    }

    /// Whether a plan is applied in which there is nothing to end, as on a quiet night.
    boolean hasNothingReviewed() {
        return reviewed != null && logons(reviewed).values().stream().allMatch(List::isEmpty);
    }

    /// Whether a plan is made of it in any case.
    boolean needsPlan() {
        return papers.plan() != null || reviewed != null;
    }
}
