package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.Sweep;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What to do with the sessions.
final class DoingOptions extends OptionSet {
    final Argument<Boolean> dryRun =
            option("-n", "--dry-run", "--what-if", "--check")
                    .help("look and decide, end nothing")
                    .flag();

    final Argument<Boolean> includeConsole =
            option("--include-console").help("end console sessions too").flag();

    final Argument<String> verifyTimeout =
            option("--verify-timeout")
                    .takes("TIME")
                    .help("look again this long until a session is gone [30s]")
                    .rare()
                    .text("30s");

    final Argument<Boolean> resetStuck =
            option("--reset-stuck")
                    .help("end a session that does not go with rwinsta")
                    .rare()
                    .flag();

    final Argument<Boolean> yes =
            option("--yes")
                    .help("do not ask before a sweep that names no user and no session")
                    .flag();

    final Argument<@Nullable String> reason =
            option("--reason").takes("TEXT").help("why; kept in the journal and the report").text();

    DoingOptions() {
        super(HelpGroup.DOING);
    }

    Sweep sweep(Selector selector, boolean anyComputerName) {
        if (!selector.selectsSomething()) {
            throw SessionOptions.usage(
                    "nothing selects a session: name users with --user, or choose with --user-glob, --state, --idle-over,"
                            + " --session-id or --session-name; fleet-logoff sessions only looks");
        }
        Duration verify = SessionOptions.positive("--verify-timeout", verifyTimeout.get());
        try {
            return new Sweep(
                    Action.LOGOFF,
                    selector,
                    dryRun.get(),
                    new Sweep.Ending(verify, resetStuck.get()),
                    false,
                    anyComputerName);
        } catch (IllegalArgumentException e) {
            throw SessionOptions.usage(
                    "--verify-timeout takes 1s to 1h, not " + verifyTimeout.get());
        }
    }
}
