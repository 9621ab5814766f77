package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// One run of a selector over hosts.
///
/// @param dryRun looks and decides, ends nothing
/// @param detail lists also what only qwinsta shows: services, listeners, sessions without a user
/// @param anyComputerName no host's own name is checked
public record Sweep(
        Action action,
        Selector selector,
        boolean dryRun,
        Ending ending,
        boolean detail,
        boolean anyComputerName) {

    /// How sessions are ended.
    ///
    /// @param verifyTimeout how long to look again until a session is gone; 1 s to 1 h
    /// @param resetStuck whether a session that does not go is ended with rwinsta
    public record Ending(Duration verifyTimeout, boolean resetStuck) {
        public static final Ending DEFAULT = new Ending(Duration.ofSeconds(30), false);

        public Ending {
            requireNonNull(verifyTimeout, "verifyTimeout is null");
            if (verifyTimeout.compareTo(Duration.ofSeconds(1)) < 0
                    || verifyTimeout.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException(
                        "verifyTimeout is not between 1s and 1h: " + verifyTimeout);
            }
        }
    }

    public Sweep {
        requireNonNull(action, "action is null");
        requireNonNull(selector, "selector is null");
        requireNonNull(ending, "ending is null");
        if (action != Action.LIST && !selector.selectsSomething()) {
            throw new IllegalArgumentException("a sweep that acts must select something");
        }
    }

    /// The same sweep of other sessions.
    public Sweep of(Selector other) {
        return new Sweep(action, other, dryRun, ending, detail, anyComputerName);
    }

    /// The same sweep, looking only.
    public Sweep rehearsed() {
        return new Sweep(action, selector, true, ending, detail, anyComputerName);
    }

    /// A list of every session.
    public static Sweep list() {
        return new Sweep(Action.LIST, Selector.everything(), false, Ending.DEFAULT, false, false);
    }

    /// A logoff with every default.
    public static Sweep logoff(Selector selector) {
        return new Sweep(Action.LOGOFF, selector, false, Ending.DEFAULT, false, false);
    }
}
