package io.github.fleetlogoff.simulator.windows;

import io.github.fleetlogoff.simulator.windows.ScriptRequest.Expected;
import io.github.fleetlogoff.simulator.windows.SessionTable.Seen;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decides what becomes of a session, as the session script does.
final class Verdict {

    private static final int FIRST_LISTENER = 65536;

    private final ScriptRequest request;
    private final Selection selection;
    private final Map<Integer, Seen> witness;

    Verdict(ScriptRequest request, Selection selection, Map<Integer, Seen> witness) {
        this.request = request;
        this.selection = selection;
        this.witness = witness;
    }

    /// The session's outcome; null where it is to be acted on. Sets what is selected, and the
    /// message.
    @Nullable String of(ScriptSession session) {
        Seen seen = witness.get(session.id);
        session.selected = selection.selects(session);
        if (!session.selected
                && seen != null
                && !seen.user().isEmpty()
                && !Selection.sameUser(seen.user(), session.user)) {
            // Selected under the name that qwinsta shows: it must not pass in silence.
            session.selected = selection.selects(session.under(seen.user()));
        }
        if (request.action().equals("list")) {
            return "listed";
        }
        String changed = changedSincePlanned(session);
        if (changed != null) {
            return changed;
        }
        if (!session.selected) {
            return "listed";
        }
        String spared = spared(session);
        return spared != null ? spared : witnessed(session, seen);
    }

    private @Nullable String changedSincePlanned(ScriptSession session) {
        List<Expected> expect = request.expect();
        if (expect == null) {
            return null;
        }
        for (Expected known : expect) {
            if (known.id() == null || known.id() != session.id) {
                continue;
            }
            if (!known.user().equalsIgnoreCase(session.user)
                    || !known.logonTime()
                            .equalsIgnoreCase(session.logonTime == null ? "" : session.logonTime)) {
                return "superseded";
            }
            Long atLeast = known.idleAtLeastSeconds();
            if (atLeast != null && (session.idleSeconds == null || session.idleSeconds < atLeast)) {
                return "came-back";
            }
            return session.selected ? null : "came-back";
        }
        return "listed";
    }

    private @Nullable String spared(ScriptSession session) {
        if (selection.protects(session)) {
            return "protected";
        }
        if ("console".equalsIgnoreCase(session.sessionName) && !request.flag("includeConsole")) {
            return "skipped-console";
        }
        if (session.id == 0
                || session.id >= FIRST_LISTENER
                || Boolean.TRUE.equals(session.current)) {
            return "protected";
        }
        return null;
    }

    private @Nullable String witnessed(ScriptSession session, @Nullable Seen seen) {
        if (session.qwinstaOnly && !session.user.isEmpty()) {
            session.message =
                    "qwinsta shows '"
                            + session.user
                            + "' for this id, quser has no row that can be read";
            return "failed";
        }
        if (session.qwinstaOnly && !request.has("sessionIds")) {
            return "listed";
        }
        if (seen == null || !Selection.sameUser(seen.user(), session.user)) {
            session.message =
                    "qwinsta shows '"
                            + (seen == null ? "" : seen.user())
                            + "' for this id, quser '"
                            + session.user
                            + "'";
            return "failed";
        }
        return request.flag("dryRun") ? "would-log-off" : null;
    }
}
