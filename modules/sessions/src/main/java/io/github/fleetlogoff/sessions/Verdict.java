package io.github.fleetlogoff.sessions;

import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.SessionState;
import io.github.fleetlogoff.model.StateFilter;
import io.github.fleetlogoff.runner.Attempt;
import io.github.fleetlogoff.sessions.SessionRequest.Act;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What an answer makes of a host: its outcome, a sentence, and the sessions that a report holds.
record Verdict(SessionRequest request, SessionAnswer answer) {
    private static final String MISSING_RIGHT =
            "the account is not elevated on this host: to see and end the sessions of"
                    + " others it needs Full Control over them, as a member of the host's Administrators has (a local account"
                    + " loses it over the network unless LocalAccountTokenFilterPolicy is 1)";

    // The word before the number is in the host's language, the number is not.
    private static final String ACCESS_DENIED = "[5]";
    private static final String NO_FULL_CONTROL =
            "Windows denied it (error 5): the account needs Full Control over the sessions of others on this host";

    /// Why the script could not compare a session with a user of the request.
    private enum LeftAlone {
        UNKNOWN_DOMAIN(
                " was left alone: its domain cannot be seen",
                " were left alone: their domain cannot be seen"),
        DAMAGED_NAME(
                " was left alone: its name is cut or damaged",
                " were left alone: their names are cut or damaged");

        private final String one;
        private final String several;

        LeftAlone(String one, String several) {
            this.one = one;
            this.several = several;
        }

        String ofSessions(int count, String users) {
            return count == 1
                    ? "1 session of " + users + one
                    : count + " sessions of " + users + several;
        }
    }

    Attempt.Answered attempt() {
        return new Attempt.Answered(
                outcome(), answer.exit(), message(), sessions(), answer.computer());
    }

    /// The first that fits.
    HostOutcome outcome() {
        if (answer.wrongHost()) {
            return HostOutcome.WRONG_HOST;
        }
        if (answer.error() != null) {
            return notElevated() ? HostOutcome.ACCESS_DENIED : HostOutcome.FAILED;
        }
        if (any(row -> row.report().outcome().isTrouble())) {
            return HostOutcome.FAILED;
        }
        if (any(row -> !isListed(row))) {
            return HostOutcome.COMPLETED;
        }
        if (answer.exit() == 2) {
            return HostOutcome.NO_USERS;
        }
        return looks() ? HostOutcome.COMPLETED : HostOutcome.NOTHING_TO_DO;
    }

    /// Of a list what the selectors fit, which is everything where none was given; else all that
    /// was not merely seen.
    List<SessionReport> sessions() {
        List<SessionReport> told = new ArrayList<>(answer.rows().size());
        for (SessionAnswer.Row row : answer.rows()) {
            if (!isListed(row) || (looks() && row.selected())) {
                told.add(ofSweep(row));
            }
        }
        return told;
    }

    // The script calls whoever is not selected any more back. Of active sessions nobody comes back:
    // one that is disconnected by now is still there, and planned.
    private SessionReport ofSweep(SessionAnswer.Row answered) {
        SessionReport row = answered.report();
        Selector selector = request.selector();
        boolean disconnected = row.session().state() == SessionState.DISCONNECTED;
        if (row.outcome() != SessionOutcome.CAME_BACK
                || answered.selected()
                || (selector.choosesUnattended()
                        && !(selector.state() == StateFilter.ACTIVE && disconnected))) {
            return row;
        }
        return new SessionReport(
                row.session(),
                SessionOutcome.NOT_REACHED,
                row.exitCode(),
                (disconnected ? "disconnected by now" : "changed by now")
                        + " and not selected any more, so it was left alone");
    }

    private @Nullable String message() {
        List<String> parts = new ArrayList<>();
        if (answer.error() != null) {
            parts.add(errorMessage(Excerpt.of(answer.error())));
        } else {
            addTrouble(parts);
        }
        if (!looks()) {
            for (LeftAlone why : LeftAlone.values()) {
                addLeftAlone(parts, why);
            }
        }
        return parts.isEmpty() ? null : String.join("; ", parts);
    }

    private String errorMessage(String said) {
        if (answer.wrongHost()) {
            return said
                    + ": nothing was done. Look at its DNS record, or set computerName in the inventory";
        }
        return notElevated() ? MISSING_RIGHT + "; it said: " + said : "the host said: " + said;
    }

    private void addTrouble(List<String> parts) {
        addCount(parts, SessionOutcome.FAILED, "failed");
        addCount(parts, SessionOutcome.STUCK, "stuck");
        addCount(parts, SessionOutcome.UNVERIFIED, "unverified");
        if (parts.isEmpty()) {
            return;
        }
        if (count(SessionOutcome.STUCK) > 0
                && request.act() instanceof Act.Logoff logoff
                && !logoff.ending().resetStuck()) {
            parts.add("--reset-stuck ends what logoff does not");
        }
        if (notElevated()) {
            parts.add(MISSING_RIGHT);
        } else if (any(row -> isDenied(row.report()))) {
            parts.add(NO_FULL_CONTROL);
        }
    }

    private static boolean isDenied(SessionReport report) {
        String message = report.message();
        return report.outcome() == SessionOutcome.FAILED
                && message != null
                && message.contains(ACCESS_DENIED);
    }

    private void addCount(List<String> parts, SessionOutcome outcome, String word) {
        int count = count(outcome);
        if (count > 0) {
            parts.add(count == 1 ? "1 session " + word : count + " sessions " + word);
        }
    }

    private int count(SessionOutcome outcome) {
        int count = 0;
        for (SessionAnswer.Row row : answer.rows()) {
            if (row.report().outcome() == outcome) {
                count++;
            }
        }
        return count;
    }

    // Streams cost a run of a thousand hosts more than what they do here.
    private boolean any(Predicate<SessionAnswer.Row> condition) {
        for (SessionAnswer.Row row : answer.rows()) {
            if (condition.test(row)) {
                return true;
            }
        }
        return false;
    }

    private void addLeftAlone(List<String> parts, LeftAlone why) {
        List<String> alone = new ArrayList<>();
        for (SessionAnswer.Row row : answer.rows()) {
            if (isListed(row) && whyLeftAlone(row) == why) {
                alone.add(userOf(row.report()));
            }
        }
        if (alone.isEmpty()) {
            return;
        }
        Set<String> users = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        users.addAll(alone);
        parts.add(why.ofSessions(alone.size(), Excerpt.of(String.join(", ", users))));
    }

    /// The script gives a session that it did not select a message where it could not compare it
    /// with a user of the request: with the same name the domain was missing, with another one the
    /// name was not whole.
    private @Nullable LeftAlone whyLeftAlone(SessionAnswer.Row row) {
        if (row.selected() || row.report().message() == null) {
            return null;
        }
        boolean sameName =
                request.selector().users().stream()
                        .map(Verdict::nameOf)
                        .anyMatch(name -> name.equalsIgnoreCase(userOf(row.report())));
        return sameName ? LeftAlone.UNKNOWN_DOMAIN : LeftAlone.DAMAGED_NAME;
    }

    // DOMAIN\name or name@dns.domain, as the script takes them apart.
    private static String nameOf(String user) {
        int slash = user.lastIndexOf('\\');
        if (slash > 0) {
            return user.substring(slash + 1);
        }
        int at = user.lastIndexOf('@');
        return at > 0 ? user.substring(0, at) : user;
    }

    private static String userOf(SessionReport report) {
        String user = report.session().user();
        return user == null ? "" : user.toLowerCase(Locale.ROOT);
    }

    private boolean looks() {
        return request.act() instanceof Act.Look;
    }

    private boolean notElevated() {
        return Boolean.FALSE.equals(answer.elevated());
    }

    private static boolean isListed(SessionAnswer.Row row) {
        return row.report().outcome() == SessionOutcome.LISTED;
    }
}
