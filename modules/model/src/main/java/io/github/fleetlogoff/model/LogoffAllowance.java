package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.SurveyedPlan.Budget;
import io.github.fleetlogoff.model.SurveyedPlan.HostPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How many sessions a run may still end. Each session has its place reserved before its host may
/// act, and a place goes back only where it is certain that nothing was done with it, so that the
/// budget is not exceeded by one, however the hosts of a run overtake each other.
///
/// The sessions within the budget of the plan have their places from the start: a run does what its
/// dry run showed. What they give back goes to the sessions after them, first come, first served.
///
/// Thread-safe.
public final class LogoffAllowance {
    private final long most;
    // Whether the plan's own sessions have their places.
    private final boolean asPlanned;
    private final boolean overdrawn;
    // Places of nobody; below zero where more were given away than there are now.
    private long free;
    // Places of sessions that were ended, or may have been.
    private long spent;

    private LogoffAllowance(long most, long free, boolean asPlanned, boolean overdrawn) {
        this.most = most;
        this.free = free;
        this.asPlanned = asPlanned;
        this.overdrawn = overdrawn;
    }

    /// The allowance of a plan of which nothing was done yet.
    public static LogoffAllowance of(SurveyedPlan plan) {
        Budget budget = plan.budget();
        long reserved =
                plan.waves().stream()
                        .flatMap(wave -> wave.hosts().stream())
                        .flatMap(host -> host.sessions().stream())
                        .filter(PlannedSession::withinBudget)
                        .count();
        if (reserved > budget.most()) {
            throw new IllegalArgumentException(
                    "the plan gives " + reserved + " places away and has " + budget.most());
        }
        return new LogoffAllowance(budget.most(), budget.most() - reserved, true, false);
    }

    /// The allowance of a plan of which something was done before the run was taken up. Where the
    /// budget is smaller than it was then, places are first come, first served: those that were
    /// spent need not be the plan's first.
    ///
    /// @param acted the sessions that a host had leave to end, by its name
    /// @param settled the outcome of each host that has one, by its name. A host that acted and has
    ///   none still holds its places: they are taken back by [#settle]
    public static LogoffAllowance resumed(
            SurveyedPlan plan, Map<String, List<Session>> acted, Map<String, HostReport> settled) {
        long held = 0;
        long spent = 0;
        // Also of sessions that are in no plan any more, since their users came under protection.
        for (Map.Entry<String, List<Session>> leave : acted.entrySet()) {
            HostReport report = settled.get(leave.getKey());
            held += report == null ? leave.getValue().size() : 0;
            spent += report == null ? 0 : used(leave.getValue(), report);
        }
        long planned =
                plan.waves().stream()
                        .flatMap(wave -> wave.hosts().stream())
                        .filter(host ->
                                !acted.containsKey(host.host().name())
                                        && !settled.containsKey(host.host().name()))
                        .flatMap(host -> host.sessions().stream())
                        .filter(PlannedSession::withinBudget)
                        .count();
        long most = plan.budget().most();
        long left = most - held - spent;
        LogoffAllowance rest =
                new LogoffAllowance(
                        most, planned <= left ? left - planned : left, planned <= left, left < 0);
        rest.spent = spent;
        return rest;
    }

    /// The places of a host that had leave to end these sessions.
    public static Grant granted(HostPlan host, List<Session> leave) {
        return new Grant(
                host,
                host.sessions().stream()
                        .filter(planned -> leave.stream().anyMatch(planned.identity()::isOf))
                        .toList());
    }

    /// The places that a host has.
    ///
    /// @param sessions those that may be ended there, in the order of the plan; empty = the host
    ///   must not be told to act
    public record Grant(HostPlan host, List<PlannedSession> sessions) {
        public Grant {
            requireNonNull(host, "host is null");
            sessions = List.copyOf(sessions);
        }
    }

    /// Reserves a place for as many sessions of a host as there are places. Once for each host; a
    /// host whose grant is empty may ask again.
    public synchronized Grant grant(HostPlan host) {
        List<PlannedSession> granted = new ArrayList<>();
        for (PlannedSession session : host.sessions()) {
            if (asPlanned && session.withinBudget()) {
                granted.add(session);
            } else if (free > 0) {
                free--;
                granted.add(session);
            }
        }
        return new Grant(host, granted);
    }

    /// Takes back the places with which nothing was done. Once for each grant.
    ///
    /// @param delivered whether the command to act may have reached the host
    public synchronized void settle(Grant grant, HostReport report, boolean delivered) {
        int used =
                delivered
                        ? used(
                                grant.sessions().stream().map(PlannedSession::session).toList(),
                                report)
                        : 0;
        spent += used;
        free += grant.sessions().size() - used;
    }

    /// How many sessions were ended, or may have been; never more than the budget.
    public synchronized long spent() {
        return spent;
    }

    /// Whether more may have been ended before than the budget allows now: nothing more may be.
    public boolean isOverdrawn() {
        return overdrawn;
    }

    /// How many places nobody has.
    public synchronized long free() {
        return Math.max(0, free);
    }

    /// The budget.
    public long most() {
        return most;
    }

    private static int used(List<Session> sessions, HostReport report) {
        return switch (report.outcome()) {
            // Nothing is known of what the host did.
            case UNREACHABLE, TIMED_OUT, PROTOCOL_ERROR, AUTH_FAILED, NOT_ATTEMPTED ->
                    sessions.size();
            // Nothing was done, unless that was the answer to what became of a lost one.
            case WRONG_HOST, ACCESS_DENIED, COMPLETED, NOTHING_TO_DO, NO_USERS, FAILED ->
                    (int) sessions.stream().filter(one -> isUsed(one, report)).count();
        };
    }

    // A failed host that does not speak of a session may have ended it.
    private static boolean isUsed(Session session, HostReport report) {
        return report.sessions().stream()
                .filter(row -> row.session().id() == session.id())
                .findAny()
                .map(row -> isUsed(row.outcome()))
                .orElse(report.outcome() == HostOutcome.FAILED);
    }

    private static boolean isUsed(SessionOutcome outcome) {
        return switch (outcome) {
            case LOGGED_OFF, RESET, UNVERIFIED, STUCK, FAILED -> true;
            case SKIPPED_CONSOLE,
                    PROTECTED,
                    CAME_BACK,
                    GONE,
                    SUPERSEDED,
                    NOT_REACHED,
                    WOULD_LOG_OFF,
                    WARNED,
                    LISTED ->
                    false;
        };
    }
}
