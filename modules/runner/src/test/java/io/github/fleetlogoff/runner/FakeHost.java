package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionIdentity;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A host with users who come and go, and what the session script would say of it. Thread-safe.
final class FakeHost {

    /// What goes wrong on the host, each time as long as there is any.
    static final class Faults {
        int unreachableSurveys;
        int unreachableWarnings;
        int unreachableEnds;
        boolean losesAnswer;
        boolean breaksOff;
        boolean diesBeforeActing;
        boolean silentToTheEnd;
        boolean refusesToTell;
        boolean neverAnswers;
        boolean cannotBeTold;
    }

    /// A session that was ended.
    record Ended(SessionIdentity identity, Instant at, @Nullable Instant warned) {}

    private record Change(Instant at, Runnable action) {}

    private record Logon(String user, String logonTime, Instant idleSince, boolean disconnected) {}

    final Faults faults = new Faults();
    Selector.Excluded excluded = Selector.Excluded.NOBODY;
    final List<Ended> ended = new ArrayList<>();
    final Map<SessionIdentity, Instant> told = new java.util.HashMap<>();
    int messages;
    private final String name;
    private final Map<Integer, Logon> logons = new TreeMap<>();
    private final PriorityQueue<Change> changes =
            new PriorityQueue<>(Comparator.comparing(Change::at));

    FakeHost(String name) {
        this.name = name;
    }

    FakeHost user(int id, String user, Instant idleSince) {
        logons.put(id, new Logon(user, "logon " + id, idleSince, true));
        return this;
    }

    /// The user works again from a moment on.
    FakeHost comesBack(int id, Instant at) {
        return change(
                at,
                () ->
                        logons.computeIfPresent(
                                id, (_, old) -> new Logon(old.user, old.logonTime, at, false)));
    }

    FakeHost leaves(int id, Instant at) {
        return change(at, () -> logons.remove(id));
    }

    /// Another logon has the id from a moment on, idle for long though its user came just now.
    FakeHost isTakenBy(int id, String user, Instant at) {
        return change(
                at,
                () ->
                        logons.put(
                                id,
                                new Logon(
                                        user,
                                        "logon at " + at,
                                        SweepTime.START.minusSeconds(99_999),
                                        true)));
    }

    private FakeHost change(Instant at, Runnable action) {
        changes.add(new Change(at, action));
        return this;
    }

    synchronized List<SessionIdentity> there(Instant now) {
        reach(now);
        return logons.entrySet().stream()
                .map(entry -> SessionIdentity.of(session(entry.getKey(), entry.getValue(), now)))
                .toList();
    }

    private void reach(Instant now) {
        while (!changes.isEmpty() && !changes.peek().at.isAfter(now)) {
            changes.remove().action.run();
        }
    }

    private static Session session(int id, Logon logon, Instant now) {
        long idle = Math.max(0, Duration.between(logon.idleSince, now).toMinutes() * 60);
        return new Session(
                id,
                logon.user,
                null,
                logon.disconnected ? null : "rdp-tcp#" + id,
                logon.disconnected ? SessionState.DISCONNECTED : SessionState.ACTIVE,
                null,
                idle,
                logon.logonTime,
                false);
    }

    /// What a dry run says: everyone idle for an hour would be logged off.
    synchronized Attempt survey(AttemptContext context, Instant now) {
        if (faults.neverAnswers || faults.unreachableSurveys-- > 0) {
            return unreachable();
        }
        context.logonAccepted();
        if (!context.mayAsk()) {
            return notPermitted();
        }
        reach(now);
        List<SessionReport> rows = new ArrayList<>();
        logons.forEach((id, logon) -> {
            Session session = session(id, logon, now);
            rows.add(
                    row(
                            session,
                            selected(session)
                                    ? SessionOutcome.WOULD_LOG_OFF
                                    : SessionOutcome.SKIPPED_CONSOLE));
        });
        return new Attempt.Answered(
                rows.isEmpty() ? HostOutcome.NO_USERS : HostOutcome.COMPLETED,
                rows.isEmpty() ? 2 : 0,
                null,
                rows,
                new Computer(name, Set.of()));
    }

    private static boolean selected(Session session) {
        Long idle = session.idleSeconds();
        return idle != null && idle >= 3600;
    }

    synchronized Attempt warn(List<Session> sessions, AttemptContext context, Instant now) {
        if (faults.unreachableWarnings-- > 0) {
            return unreachable();
        }
        context.logonAccepted();
        if (!context.mayAsk()) {
            return notPermitted();
        }
        reach(now);
        messages++;
        List<SessionReport> rows = new ArrayList<>();
        for (Session planned : sessions) {
            SessionReport changed = changed(new DueSession(planned, null), now);
            if (changed == null && !faults.cannotBeTold) {
                told.putIfAbsent(SessionIdentity.of(planned), now);
            }
            rows.add(
                    changed != null
                            ? changed
                            : row(
                                    planned,
                                    faults.cannotBeTold
                                            ? SessionOutcome.FAILED
                                            : SessionOutcome.WARNED));
        }
        return answered(rows);
    }

    private @Nullable SessionReport changed(DueSession due, Instant now) {
        Session planned = due.session();
        Logon logon = logons.get(planned.id());
        if (logon == null) {
            return row(planned, SessionOutcome.GONE);
        }
        Session there = session(planned.id(), logon, now);
        if (!SessionIdentity.of(planned).isOf(there)) {
            return row(there, SessionOutcome.SUPERSEDED);
        }
        if (excluded.cover(there)) {
            return row(there, SessionOutcome.PROTECTED);
        }
        Long idle = there.idleSeconds();
        boolean cameBack =
                !selected(there)
                        || (due.idleAtLeast() != null
                                && (idle == null || idle < due.idleAtLeast().toSeconds()));
        return cameBack ? row(there, SessionOutcome.CAME_BACK) : null;
    }

    synchronized Attempt end(List<DueSession> sessions, AttemptContext context, Instant now) {
        if (faults.unreachableEnds-- > 0) {
            return unreachable();
        }
        context.logonAccepted();
        if (!context.mayAct(sessions.stream().map(DueSession::session).toList())) {
            return notPermitted();
        }
        reach(now);
        if (faults.diesBeforeActing) {
            return lost();
        }
        List<SessionReport> rows = new ArrayList<>();
        for (DueSession due : sessions) {
            SessionReport changed = changed(due, now);
            if (changed == null) {
                SessionIdentity identity = SessionIdentity.of(due.session());
                logons.remove(due.session().id());
                ended.add(new Ended(identity, now, told.get(identity)));
            }
            rows.add(changed != null ? changed : row(due.session(), SessionOutcome.LOGGED_OFF));
        }
        if (faults.breaksOff) {
            return new Attempt.Failed(
                    HostOutcome.PROTOCOL_ERROR, "broke off", RetryAdvice.NEVER, 0);
        }
        return faults.losesAnswer ? lost() : answered(rows);
    }

    synchronized Attempt askAgain(Lost lost, AttemptContext context, Instant now) {
        if (faults.silentToTheEnd) {
            return new Attempt.Failed(HostOutcome.TIMED_OUT, "still silent", RetryAdvice.NEVER, 0);
        }
        if (faults.refusesToTell) {
            return new Attempt.Failed(
                    HostOutcome.ACCESS_DENIED, "access denied", RetryAdvice.NEVER, 0);
        }
        if (!context.mayAsk()) {
            return notPermitted();
        }
        reach(now);
        List<SessionReport> rows = new ArrayList<>();
        List<DueSession> there = new ArrayList<>();
        for (DueSession due : lost.sessions()) {
            Logon logon = logons.get(due.session().id());
            if (logon == null
                    || !SessionIdentity.of(due.session())
                            .isOf(session(due.session().id(), logon, now))) {
                rows.add(row(due.session(), SessionOutcome.LOGGED_OFF));
            } else {
                there.add(due);
            }
        }
        if (lost.mayEnd() && !there.isEmpty()) {
            faults.losesAnswer = false;
            faults.diesBeforeActing = false;
            Attempt.Answered now2 = (Attempt.Answered) end(there, context, now);
            rows.addAll(now2.sessions());
        } else {
            there.forEach(due -> rows.add(row(due.session(), SessionOutcome.FAILED)));
        }
        return answered(rows);
    }

    private static Attempt answered(List<SessionReport> rows) {
        boolean trouble = rows.stream().anyMatch(row -> row.outcome().isTrouble());
        return new Attempt.Answered(
                trouble ? HostOutcome.FAILED : HostOutcome.COMPLETED, trouble ? 1 : 0, null, rows);
    }

    private static SessionReport row(Session session, SessionOutcome outcome) {
        return new SessionReport(session, outcome, null, null);
    }

    private static Attempt unreachable() {
        return new Attempt.Failed(
                HostOutcome.UNREACHABLE, "connection refused", RetryAdvice.SOON, 0);
    }

    private static Attempt lost() {
        return new Attempt.Failed(HostOutcome.TIMED_OUT, "no answer", RetryAdvice.NEVER, 0);
    }

    private static Attempt notPermitted() {
        return new Attempt.Failed(HostOutcome.TIMED_OUT, "not permitted", RetryAdvice.NEVER, 0);
    }
}
