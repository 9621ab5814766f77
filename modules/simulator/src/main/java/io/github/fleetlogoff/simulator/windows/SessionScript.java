package io.github.fleetlogoff.simulator.windows;

import io.github.fleetlogoff.simulator.windows.ScriptRequest.Expected;
import io.github.fleetlogoff.simulator.windows.SessionTable.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the session script does and answers, function by function, over the simulated programs of a
/// computer. One run each.
final class SessionScript {

    private static final Pattern ELEVATED = Pattern.compile("S-1-16-(12288|16384)");
    private static final Set<String> BAD = Set.of("failed", "stuck", "unverified");
    private static final int FIRST_LISTENER = 65536;

    private final String computerName;
    private final Programs programs;
    private final VirtualClock clock;
    private List<ScriptSession> known = List.of();
    private @Nullable Boolean elevated;
    private @Nullable String error;
    private boolean wrongHost;

    SessionScript(String computerName, Programs programs, VirtualClock clock) {
        this.computerName = computerName;
        this.programs = programs;
        this.clock = clock;
    }

    /// The script's answer.
    ///
    /// @param elevated null where it was not looked
    record Answer(
            String host,
            @Nullable Boolean elevated,
            @Nullable String error,
            boolean wrongHost,
            List<ScriptSession> sessions,
            int exit) {}

    /// Carries a request out.
    ///
    /// @param requestJson the request as it came, which may be anything
    Answer run(String requestJson) {
        int exit;
        try {
            exit = carryOut(ScriptRequest.parse(requestJson));
        } catch (ScriptRequest.Refused | NumberFormatException e) {
            exit = 1;
            error = e.getMessage() + " (line 1)";
            for (ScriptSession session : known) {
                session.outcome = Objects.requireNonNullElse(session.outcome, "unverified");
            }
        }
        return new Answer(computerName, elevated, error, wrongHost, known, exit);
    }

    private int carryOut(ScriptRequest request) {
        String wanted = request.text("computerName");
        if (!wanted.isEmpty() && !wanted.equalsIgnoreCase(computerName)) {
            error = "this is " + computerName + ", not " + wanted;
            wrongHost = true;
            return 1;
        }
        request.check();
        Programs.Printed listing = programs.quser();
        List<ScriptSession> rows = UserTable.read(listing.text().lines().toList());
        NavigableMap<Integer, Seen> witness = witness(request, rows);
        if (rows.isEmpty()
                && (witness.isEmpty()
                        || witness.values().stream().anyMatch(seen -> !seen.user().isEmpty()))) {
            // An empty list next to a refusal is not "nobody": qwinsta must show the host's own
            // sessions, and no user.
            elevated = isElevated();
            error = joined(listing.text());
            return 1;
        }
        for (ScriptSession row : rows) {
            row.state = "".equals(row.sessionName) ? "disconnected" : "active";
            row.idleSeconds = UserTable.seconds(Objects.requireNonNullElse(row.idle, ""));
        }
        return act(request, rows, witness);
    }

    private NavigableMap<Integer, Seen> witness(ScriptRequest request, List<ScriptSession> rows) {
        boolean rowsSuffice =
                !rows.isEmpty()
                        && request.action().equals("list")
                        && !request.detail()
                        && request.expect() == null;
        return rowsSuffice
                ? new TreeMap<>()
                : SessionTable.read(programs.qwinsta().text().lines().toList());
    }

    private int act(
            ScriptRequest request, List<ScriptSession> rows, NavigableMap<Integer, Seen> witness) {
        List<ScriptSession> sessions = new ArrayList<>(rows);
        sessions.addAll(others(rows, witness, request.detail()));
        known = sessions;
        Verdict verdict =
                new Verdict(request, new Selection(request, programs, computerName), witness);
        sessions.forEach(session -> session.outcome = verdict.of(session));
        List<ScriptSession> acting =
                sessions.stream().filter(session -> session.outcome == null).toList();
        List<ScriptSession> all = new ArrayList<>(sessions);
        all.addAll(gone(request, sessions, witness));
        known = all;
        if (!acting.isEmpty() && request.action().equals("warn")) {
            warn(request, acting);
        } else if (!acting.isEmpty()) {
            Set<Integer> own =
                    witness.keySet().stream()
                            .filter(id -> id == 0 || id >= FIRST_LISTENER)
                            .collect(Collectors.toSet());
            new Ending(programs, clock, own).logOff(request, acting);
        }
        if (rows.isEmpty() && acting.isEmpty()) {
            return 2;
        }
        if (known.stream()
                .noneMatch(session -> session.outcome != null && BAD.contains(session.outcome))) {
            return 0;
        }
        elevated = isElevated();
        return 1;
    }

    // What only qwinsta shows: sessions without a user, services and listeners (when asked for),
    // and rows that quser should
    // have.
    private static List<ScriptSession> others(
            List<ScriptSession> rows, NavigableMap<Integer, Seen> witness, boolean detail) {
        Set<Integer> have = rows.stream().map(row -> row.id).collect(Collectors.toSet());
        List<ScriptSession> others = new ArrayList<>();
        for (Seen seen : witness.values()) {
            if (have.contains(seen.id()) || (!detail && seen.user().isEmpty())) {
                continue;
            }
            ScriptSession other =
                    new ScriptSession(seen.id(), seen.user(), seen.sessionName(), seen.current());
            other.qwinstaOnly = true;
            other.state = state(seen);
            others.add(other);
        }
        return others;
    }

    private static String state(Seen seen) {
        if (seen.id() == 0) {
            return "services";
        }
        if (seen.id() >= FIRST_LISTENER) {
            return "listener";
        }
        if (seen.user().isEmpty()) {
            return "no-user";
        }
        return seen.sessionName().isEmpty() ? "disconnected" : "active";
    }

    // Planned sessions that have no row any more: gone, when qwinsta lists this host and does not
    // show their id.
    private static List<ScriptSession> gone(
            ScriptRequest request,
            List<ScriptSession> sessions,
            NavigableMap<Integer, Seen> witness) {
        List<Expected> expect = request.expect();
        if (expect == null) {
            return List.of();
        }
        Set<Integer> have =
                sessions.stream().map(session -> session.id).collect(Collectors.toSet());
        List<ScriptSession> gone = new ArrayList<>();
        for (Expected planned : expect) {
            if (planned.id() == null || have.contains(planned.id())) {
                continue;
            }
            ScriptSession session = new ScriptSession(planned.id(), planned.user(), null, null);
            session.logonTime = planned.logonTime();
            session.selected = true;
            session.outcome =
                    witness.isEmpty() || witness.containsKey(planned.id()) ? "unverified" : "gone";
            gone.add(session);
        }
        return gone;
    }

    private void warn(ScriptRequest request, List<ScriptSession> sessions) {
        for (ScriptSession session : sessions) {
            Programs.Printed sent =
                    programs.msg(
                            session.id,
                            request.text("warnSeconds"),
                            request.text("warnText").replace('"', '\''));
            session.exitCode = sent.code();
            session.outcome = sent.code() == 0 ? "warned" : "failed";
            if (sent.code() != 0) {
                session.message = joined(sent.text());
            }
        }
    }

    private boolean isElevated() {
        return ELEVATED.matcher(programs.whoami().text()).find();
    }

    /// Printed lines as one text.
    static String joined(String printed) {
        return printed.lines().collect(Collectors.joining(" ")).strip();
    }
}
