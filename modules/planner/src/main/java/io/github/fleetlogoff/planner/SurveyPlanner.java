package io.github.fleetlogoff.planner;

import io.github.fleetlogoff.model.Ceiling;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.PlannedSession;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionIdentity;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.SurveyedPlan;
import io.github.fleetlogoff.model.SurveyedPlan.Budget;
import io.github.fleetlogoff.model.SurveyedPlan.HostPlan;
import io.github.fleetlogoff.model.SurveyedPlan.SurveyedWave;
import io.github.fleetlogoff.model.Sweep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns the answers of a survey into the plan of what is to be ended. Pure: no I/O, clock or
/// thread.
public final class SurveyPlanner {
    private final List<Surveyed> planned = new ArrayList<>();
    private final List<HostReport> settled = new ArrayList<>();
    private final List<HostReport> unanswered = new ArrayList<>();

    private SurveyPlanner() {}

    /// Plans a sweep from its survey. The sessions to end are those with the outcome
    /// `would-log-off`: which ones a selector means is decided in one place, on the host.
    ///
    /// Waves count the hosts that have a session to end, in the order in which sites take turns.
    /// The budget is that of `--max-logoffs`, a percentage of the sessions selected here; it is
    /// given out in the order of the plan.
    ///
    /// Where two hosts of the inventory answer as one computer with the same logons, the first of
    /// them in inventory order is planned.
    ///
    /// @param surveyed every host that was asked, in inventory order, each once
    /// @throws IllegalArgumentException where a host is there twice
    public static SurveyedPlan plan(List<Surveyed> surveyed, Sweep sweep, Safeguards safeguards) {
        SurveyPlanner planner = new SurveyPlanner();
        planner.sort(surveyed);
        List<Surveyed> ordered = Planner.sitesInTurn(planner.planned, Surveyed::host);
        Budget budget = budget(ordered, safeguards.guards().maxLogoffs());
        List<SurveyedWave> waves = new ArrayList<>();
        long place = 0;
        for (List<Surveyed> part : Planner.inWaves(ordered, safeguards.waves())) {
            List<HostPlan> hosts = new ArrayList<>();
            for (Surveyed one : part) {
                List<PlannedSession> sessions = new ArrayList<>();
                for (Session session : selected(one.report())) {
                    sessions.add(new PlannedSession(session, place < budget.most()));
                    place++;
                }
                hosts.add(new HostPlan(one.host(), sessions, one.report()));
            }
            waves.add(new SurveyedWave(waves.size() + 1, hosts));
        }
        return new SurveyedPlan(
                sweep, safeguards, waves, planner.settled, planner.unanswered, budget);
    }

    private void sort(List<Surveyed> surveyed) {
        Map<Logons, String> seen = new HashMap<>();
        for (Surveyed one : surveyed) {
            if (!answered(one.report().outcome())) {
                unanswered.add(one.report());
                continue;
            }
            String twin = firstName(one, seen);
            if (twin != null) {
                settled.add(sameComputer(one, twin));
            } else if (selected(one.report()).isEmpty()) {
                settled.add(one.report());
            } else {
                planned.add(one);
            }
        }
    }

    /// What tells that two hosts are one computer: different ones may have the same name, but not
    /// the same logons too.
    private record Logons(String computer, Set<SessionIdentity> sessions) {}

    private static @Nullable String firstName(Surveyed one, Map<Logons, String> seen) {
        List<Session> selected = selected(one.report());
        if (one.computer() == null || selected.isEmpty()) {
            return null;
        }
        Set<SessionIdentity> identities = new HashSet<>();
        selected.forEach(session -> identities.add(SessionIdentity.of(session)));
        return seen.putIfAbsent(
                new Logons(one.computer().toUpperCase(Locale.ROOT), identities), one.host().name());
    }

    private static HostReport sameComputer(Surveyed one, String twin) {
        HostReport report = one.report();
        return new HostReport(
                report.host(),
                HostOutcome.NOTHING_TO_DO,
                report.exitCode(),
                report.effort(),
                "this is the computer "
                        + one.computer()
                        + ", which is worked under the name "
                        + twin
                        + ": take one of the two out of the inventory",
                null,
                report.sessions().stream()
                        .filter(session -> session.outcome() != SessionOutcome.WOULD_LOG_OFF)
                        .toList());
    }

    private static Budget budget(List<Surveyed> planned, @Nullable Ceiling maxLogoffs) {
        long selected = planned.stream().mapToLong(one -> selected(one.report()).size()).sum();
        return new Budget(selected, maxLogoffs == null ? selected : maxLogoffs.most(selected));
    }

    private static List<Session> selected(HostReport report) {
        return report.sessions().stream()
                .filter(session -> session.outcome() == SessionOutcome.WOULD_LOG_OFF)
                .map(SessionReport::session)
                .toList();
    }

    private static boolean answered(HostOutcome outcome) {
        return switch (outcome) {
            // A host where the two listings disagree about one session has failed, and has others.
            case COMPLETED, NOTHING_TO_DO, NO_USERS, FAILED -> true;
            case ACCESS_DENIED,
                    AUTH_FAILED,
                    WRONG_HOST,
                    UNREACHABLE,
                    TIMED_OUT,
                    PROTOCOL_ERROR,
                    NOT_ATTEMPTED ->
                    false;
        };
    }
}
