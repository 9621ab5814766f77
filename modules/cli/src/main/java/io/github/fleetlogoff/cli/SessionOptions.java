package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.DurationText;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Glob;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.StateFilter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which sessions.
final class SessionOptions extends OptionSet {
    final Argument<List<String>> users =
            option("-u", "--user")
                    .takes("NAME")
                    .help("name, DOMAIN\\name, .\\name or name@dns.domain; repeatable")
                    .texts();

    final Argument<List<String>> userGlobs =
            option("--user-glob")
                    .takes("GLOB")
                    .help("users by pattern with * and ?; repeatable")
                    .texts();

    final Argument<List<String>> excluded =
            option("--exclude-user")
                    .takes("NAME")
                    .help("never touch this user; name or pattern")
                    .texts();

    final Argument<String> state =
            option("--state").takes("STATE").help("active, disconnected or any [any]").text("any");

    final Argument<@Nullable String> idleOver =
            option("--idle-over")
                    .takes("TIME")
                    .help("idle at least this long: 90s, 15m, 4h, 2d")
                    .text();

    final Argument<List<Integer>> sessionIds =
            option("--session-id").takes("ID").help("session number; repeatable").numbers();

    final Argument<List<String>> sessionNames =
            option("--session-name")
                    .takes("NAME")
                    .help("session name such as rdp-tcp#4; repeatable")
                    .rare()
                    .texts();

    SessionOptions() {
        super(HelpGroup.SESSIONS);
    }

    /// @param includeConsole whether console sessions may be ended
    Selector selector(boolean includeConsole) {
        for (String user : users.get()) {
            if (user.isBlank()) {
                throw usage("--user is empty: name an account");
            }
            if (Glob.isGlob(user)) {
                throw usage(
                        "--user takes exact names and '"
                                + user
                                + "' holds a pattern: use --user-glob '"
                                + user
                                + "'");
            }
        }
        for (String glob : userGlobs.get()) {
            if (glob.isBlank()) {
                throw usage("--user-glob is empty: give a pattern such as 'trainee*'");
            }
            checkGlob(glob);
        }
        for (String name : sessionNames.get()) {
            if (name.isBlank()) {
                throw usage("--session-name is empty: give a name such as rdp-tcp#4");
            }
        }
        for (int id : sessionIds.get()) {
            if (id < 0) {
                throw usage("--session-id is not a session number: " + id);
            }
        }
        return new Selector(
                users.get(),
                userGlobs.get(),
                excluded(),
                sessionIds.get(),
                sessionNames.get(),
                state(),
                idleOver.get() == null ? null : positive("--idle-over", idleOver.get()),
                includeConsole);
    }

    private static void checkGlob(String glob) {
        try {
            Glob.checkOfUsers(glob);
        } catch (IllegalArgumentException e) {
            throw new FleetException(
                    FleetException.Code.USAGE, "--user-glob: " + e.getMessage(), e);
        }
    }

    private Selector.Excluded excluded() {
        try {
            return Selector.Excluded.of(excluded.get());
        } catch (IllegalArgumentException e) {
            throw new FleetException(
                    FleetException.Code.USAGE, "--exclude-user: " + e.getMessage(), e);
        }
    }

    private StateFilter state() {
        return io.github.fleetlogoff.model.Word.find(
                        StateFilter.class, state.get().toLowerCase(Locale.ROOT))
                .orElseThrow(() ->
                        usage(
                                "--state is '"
                                        + state.get()
                                        + "': it takes active, disconnected or any"));
    }

    /// Reads the value of an option that takes a duration.
    static Duration positive(String option, String text) {
        Duration duration;
        try {
            duration = DurationText.parse(text);
        } catch (IllegalArgumentException e) {
            throw new FleetException(FleetException.Code.USAGE, option + ": " + e.getMessage(), e);
        }
        if (duration.isZero() || duration.isNegative()) {
            throw usage(option + " must be longer than nothing");
        }
        return duration;
    }

    static FleetException usage(String message) {
        return new FleetException(FleetException.Code.USAGE, message);
    }
}
