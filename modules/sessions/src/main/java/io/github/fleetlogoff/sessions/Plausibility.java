package io.github.fleetlogoff.sessions;

import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.sessions.SessionRequest.Act;

/// Whether the session script could have given an answer to a request. Follows from `session.ps1`,
/// branch by branch.
record Plausibility(SessionRequest request) {

    void check(SessionAnswer answer) throws RefusedAnswer {
        checkHost(answer);
        boolean inError = answer.error() != null;
        boolean trouble = false;
        for (SessionAnswer.Row row : answer.rows()) {
            SessionOutcome outcome = row.report().outcome();
            if (!canBe(outcome, inError)) {
                throw new RefusedAnswer("'" + outcome.word() + "' is no outcome of what was asked");
            }
            if (!row.selected() && !canBeUnselected(outcome, inError)) {
                throw new RefusedAnswer(
                        "'" + outcome.word() + "' for a session that it did not select");
            }
            trouble |= row.report().outcome().isTrouble();
        }
        boolean agrees =
                switch (answer.exit()) {
                    case 0 -> !inError && !trouble;
                    case 1 -> inError || trouble;
                    default -> !inError;
                };
        if (!agrees) {
            throw new RefusedAnswer(
                    "its exit code " + answer.exit() + " does not go with its sessions");
        }
    }

    private void checkHost(SessionAnswer answer) throws RefusedAnswer {
        String asked = request.computerName();
        if (answer.wrongHost()) {
            if (asked == null || answer.error() == null || !answer.rows().isEmpty()) {
                throw new RefusedAnswer("it speaks of a wrong host and should not");
            }
        } else if (asked != null
                && answer.error() == null
                && !asked.equalsIgnoreCase(answer.host())) {
            throw new RefusedAnswer("it comes from another computer than the one asked for");
        }
    }

    private boolean canBe(SessionOutcome outcome, boolean inError) {
        boolean looks = request.act() instanceof Act.Look;
        boolean ends = request.act() instanceof Act.Logoff && request.touches();
        return switch (outcome) {
            case LISTED -> true;
            case FAILED, PROTECTED -> !looks;
            case SKIPPED_CONSOLE -> !looks && !request.selector().includeConsole();
            case WOULD_LOG_OFF -> !looks && !request.touches();
            case LOGGED_OFF, STUCK -> ends;
            case RESET ->
                    ends
                            && request.act() instanceof Act.Logoff logoff
                            && logoff.ending().resetStuck();
            case UNVERIFIED -> ends || inError || request.planned() != null;
            case WARNED -> request.act() instanceof Act.Warn && request.touches();
            case SUPERSEDED, CAME_BACK, GONE -> request.planned() != null;
            case NOT_REACHED -> false;
        };
    }

    private static boolean canBeUnselected(SessionOutcome outcome, boolean inError) {
        return switch (outcome) {
            case LISTED, SUPERSEDED, CAME_BACK -> true;
            case UNVERIFIED -> inError;
            case LOGGED_OFF,
                    STUCK,
                    RESET,
                    FAILED,
                    SKIPPED_CONSOLE,
                    PROTECTED,
                    GONE,
                    NOT_REACHED,
                    WOULD_LOG_OFF,
                    WARNED ->
                    false;
        };
    }
}
