package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.Sweep;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What to do with the sessions.
final class DoingOptions {
    @Option(
            names = {"-n", "--dry-run", "--what-if", "--check"},
            description = "look and decide, end nothing")
    boolean dryRun;

    @Option(names = "--include-console", description = "end console sessions too")
    boolean includeConsole;

    @Option(
            names = "--verify-timeout",
            paramLabel = "TIME",
            description = "look again this long until a session is gone [30s]")
    String verifyTimeout = "30s";

    @Option(names = "--reset-stuck", description = "end a session that does not go with rwinsta")
    boolean resetStuck;

    @Option(
            names = "--yes",
            description = "do not ask before a sweep that names no user and no session")
    boolean yes;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "why; kept in the journal and the report")
    @Nullable String reason;

    Sweep sweep(Selector selector, boolean anyComputerName) {
        if (!selector.selectsSomething()) {
            throw SessionOptions.usage(
                    "nothing selects a session: name users with --user, or choose with --user-glob, --state, --idle-over,"
                            + " --session-id or --session-name; fleet-logoff sessions only looks");
        }
        Duration verify = SessionOptions.positive("--verify-timeout", verifyTimeout);
        try {
            return new Sweep(
                    Action.LOGOFF,
                    selector,
                    dryRun,
                    new Sweep.Ending(verify, resetStuck),
                    false,
                    anyComputerName);
        } catch (IllegalArgumentException e) {
            throw SessionOptions.usage("--verify-timeout takes 1s to 1h, not " + verifyTimeout);
        }
    }
}
