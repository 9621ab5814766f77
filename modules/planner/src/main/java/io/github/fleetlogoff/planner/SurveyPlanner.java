package io.github.fleetlogoff.planner;

import io.github.fleetlogoff.model.Ceiling;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.PlannedSession;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionIdentity;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.Surveyed;
import io.github.fleetlogoff.model.SurveyedPlan;
import io.github.fleetlogoff.model.SurveyedPlan.Budget;
import io.github.fleetlogoff.model.SurveyedPlan.HostPlan;
import io.github.fleetlogoff.model.SurveyedPlan.SurveyedWave;
import io.github.fleetlogoff.model.Sweep;
import java.util.ArrayList;
import java.util.Collections;
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
    /// Where two hosts of the inventory answer as one computer with a logon in common, the first of
    /// them in inventory order is planned; not where their names are one label in two domains, each
    /// of which may have such a computer. A session of an excluded user is not, whatever its host
    /// said.
    ///
    /// @param surveyed every host that was asked, in inventory order, each once
    /// @throws IllegalArgumentException where a host is there twice
    public static SurveyedPlan plan(List<Surveyed> surveyed, Sweep sweep, Safeguards safeguards) {
        SurveyPlanner planner = new SurveyPlanner();
        Selector.Excluded excluded = sweep.selector().excluded();
        planner.sort(surveyed.stream().map(one -> sparing(one, excluded)).toList());
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
        Map<String, List<Logons>> byComputer = new HashMap<>();
        for (Surveyed one : surveyed) {
            if (!answered(one.report().outcome())) {
                unanswered.add(one.report());
                continue;
            }
            String twin = firstName(one, byComputer);
            if (twin != null) {
                settled.add(sameComputer(one, twin));
            } else if (selected(one.report()).isEmpty()) {
                settled.add(one.report());
            } else {
                planned.add(one);
            }
        }
    }

    /// The logons that tell a computer from another one of the same name.
    private record Logons(String host, Set<SessionIdentity> sessions) {}

    // One logon in common is enough: users come and go between the two answers of one computer.
    private static @Nullable String firstName(Surveyed one, Map<String, List<Logons>> byComputer) {
        Set<SessionIdentity> own = new HashSet<>();
        selected(one.report()).stream()
                .map(SessionIdentity::of)
                .filter(identity -> identity.user() != null && identity.logonTime() != null)
                .forEach(own::add);
        if (one.computer() == null || own.isEmpty()) {
            return null;
        }
        List<Logons> known =
                byComputer.computeIfAbsent(
                        one.computer().toUpperCase(Locale.ROOT), _ -> new ArrayList<>());
        for (Logons other : known) {
            if (!Host.areInTwoDomains(other.host, one.host().name())
                    && !Collections.disjoint(other.sessions, own)) {
                return other.host;
            }
        }
        known.add(new Logons(one.host().name(), own));
        return null;
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

    private static Surveyed sparing(Surveyed one, Selector.Excluded excluded) {
        HostReport report = one.report();
        if (selected(report).stream().noneMatch(excluded::cover)) {
            return one;
        }
        List<SessionReport> sessions =
                report.sessions().stream()
                        .map(row ->
                                row.outcome() == SessionOutcome.WOULD_LOG_OFF
                                                && excluded.cover(row.session())
                                        ? new SessionReport(
                                                row.session(), SessionOutcome.PROTECTED, null, null)
                                        : row)
                        .toList();
        return new Surveyed(
                one.host(),
                new HostReport(
                        report.host(),
                        report.outcome(),
                        report.exitCode(),
                        report.effort(),
                        report.message(),
                        report.reason(),
                        sessions),
                one.computer());
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
