package io.github.fleetlogoff.report;

import io.github.fleetlogoff.model.SessionOutcome;

/// A colour of the terminal, by what it says (ECMA-48, select graphic rendition).
enum Ink {
    PLAIN(""),
    GOOD("32"),
    BAD("31"),
    CAUTION("33"),
    FAINT("2"),
    STRONG("1");

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    String paint(String text, boolean colour) {
        return !colour || code.isEmpty() || text.isBlank()
                ? text
                : "\u001b[" + code + "m" + text + "\u001b[0m";
    }

    static Ink of(ExitCode code) {
        return switch (code) {
            case DONE -> GOOD;
            case UNWORKED, INTERRUPTED, TERMINATED -> CAUTION;
            case INTERNAL, USAGE, FAILED, GUARD, REFUSED, LOCKED -> BAD;
        };
    }

    static Ink of(SessionOutcome outcome) {
        return switch (outcome) {
            case LOGGED_OFF, RESET, WARNED, WOULD_LOG_OFF -> GOOD;
            case FAILED, STUCK, UNVERIFIED -> BAD;
            case NOT_REACHED, SUPERSEDED -> CAUTION;
            case SKIPPED_CONSOLE, PROTECTED, CAME_BACK, GONE, LISTED -> FAINT;
        };
    }
}
