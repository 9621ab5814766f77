package io.github.fleetlogoff.simulator.windows;

import io.github.fleetlogoff.simulator.windows.SessionTable.Seen;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/// Ends sessions and looks until they are gone, as the session script does; its waits pass on the
/// virtual clock.
final class Ending {

    private static final long VERIFY_SECONDS = 30;
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 1600;

    private final Programs programs;
    private final VirtualClock clock;
    private final Set<Integer> own;
    private boolean blind;

    /// @param own ids of the host's own sessions, which qwinsta must go on showing to be believed
    Ending(Programs programs, VirtualClock clock, Set<Integer> own) {
        this.programs = programs;
        this.clock = clock;
        this.own = own;
    }

    /// Logs the sessions off and sets their outcomes.
    void logOff(ScriptRequest request, List<ScriptSession> sessions) {
        Long asked = request.number("verifySeconds");
        long verify = asked == null ? VERIFY_SECONDS : Math.min(asked, Integer.MAX_VALUE);
        start(sessions, programs::logoff);
        List<ScriptSession> left = waitGone(sessions, verify);
        close(sessions);
        sessions.forEach(session -> session.outcome = "logged-off");
        for (ScriptSession session : left) {
            session.outcome =
                    unknown(session) ? "unverified" : failed(session) ? "failed" : "stuck";
        }
        List<ScriptSession> stuck =
                left.stream().filter(session -> "stuck".equals(session.outcome)).toList();
        if (!stuck.isEmpty() && request.flag("resetStuck")) {
            start(stuck, programs::rwinsta);
            left = waitGone(stuck, verify);
            close(stuck);
            stuck.forEach(session -> session.outcome = "reset");
            left.forEach(session -> session.outcome = unknown(session) ? "unverified" : "stuck");
        }
    }

    private static void start(List<ScriptSession> sessions, IntFunction<Programs.Child> tool) {
        sessions.forEach(session -> session.child = tool.apply(session.id));
    }

    private List<ScriptSession> waitGone(List<ScriptSession> sessions, long seconds) {
        long until = clock.millis() + 1000 * seconds;
        long pause = FIRST_PAUSE_MILLIS;
        List<ScriptSession> left = sessions;
        while (true) {
            left = remaining(left);
            if (left.isEmpty() || clock.millis() >= until) {
                return left;
            }
            if (pause < LONGEST_PAUSE_MILLIS) {
                clock.advance(pause);
                pause *= 2;
            } else {
                // Where nothing is under way all looks but the last would show the same.
                long looks = clock.quiet() ? (until - clock.millis() + pause - 1) / pause : 1;
                clock.advance(looks * pause);
            }
        }
    }

    // Those not seen to be gone. A row with the same id decides by identity (the id may belong to a
    // new logon by now);
    // without one qwinsta must not show the user either. Where neither lists anything, nobody
    // knows.
    private List<ScriptSession> remaining(List<ScriptSession> sessions) {
        Map<Integer, ScriptSession> rows = new HashMap<>();
        UserTable.read(programs.quser().text().lines().toList())
                .forEach(row -> rows.put(row.id, row));
        Map<Integer, Seen> witness = SessionTable.read(programs.qwinsta().text().lines().toList());
        blind = witness.isEmpty() || !witness.keySet().containsAll(own);
        return sessions.stream().filter(session -> isLeft(session, rows, witness)).toList();
    }

    private boolean isLeft(
            ScriptSession session, Map<Integer, ScriptSession> rows, Map<Integer, Seen> witness) {
        ScriptSession row = rows.get(session.id);
        if (row == null) {
            Seen seen = witness.get(session.id);
            return blind || (seen != null && Selection.sameUser(seen.user(), session.user));
        }
        boolean sameUser = row.user.equalsIgnoreCase(session.user);
        if (sameUser
                && row.logonTime != null
                && !row.logonTime.equalsIgnoreCase(session.logonTime)) {
            session.doubt = session.child == null || !session.child.hasExited();
            return session.doubt;
        }
        return sameUser;
    }

    private static void close(List<ScriptSession> sessions) {
        for (ScriptSession session : sessions) {
            Programs.Child child = session.child;
            if (child == null) {
                continue;
            }
            if (child.hasExited()) {
                session.exitCode = child.code();
            } else {
                child.kill();
            }
            String said = SessionScript.joined(child.said());
            if (!said.isEmpty()) {
                session.message = said;
            }
        }
    }

    private boolean unknown(ScriptSession session) {
        return blind || session.doubt;
    }

    private static boolean failed(ScriptSession session) {
        return session.exitCode != null && session.exitCode != 0;
    }
}
