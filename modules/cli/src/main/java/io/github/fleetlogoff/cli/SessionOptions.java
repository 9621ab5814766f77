package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.DurationText;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Glob;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.StateFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which sessions.
final class SessionOptions {
    @Option(
            names = {"-u", "--user"},
            paramLabel = "NAME",
            description = "name, DOMAIN\\name, .\\name or name@dns.domain; repeatable")
    List<String> users = new ArrayList<>();

    @Option(
            names = "--user-glob",
            paramLabel = "GLOB",
            description = "users by pattern with * and ?; repeatable")
    List<String> userGlobs = new ArrayList<>();

    @Option(
            names = "--exclude-user",
            paramLabel = "NAME",
            description = "never touch this user; name or pattern")
    List<String> excluded = new ArrayList<>();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "active, disconnected or any [any]")
    String state = "any";

    @Option(
            names = "--idle-over",
            paramLabel = "TIME",
            description = "idle at least this long: 90s, 15m, 4h, 2d")
    @Nullable String idleOver;

    @Option(names = "--session-id", paramLabel = "ID", description = "session number; repeatable")
    List<Integer> sessionIds = new ArrayList<>();

    @Option(
            names = "--session-name",
            paramLabel = "NAME",
            description = "session name such as rdp-tcp#4; repeatable")
    List<String> sessionNames = new ArrayList<>();

    /// @param includeConsole whether console sessions may be ended
    Selector selector(boolean includeConsole) {
        for (String user : users) {
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
        for (String glob : userGlobs) {
            if (glob.isBlank()) {
                throw usage("--user-glob is empty: give a pattern such as 'trainee*'");
            }
            checkGlob(glob);
        }
        for (String name : sessionNames) {
            if (name.isBlank()) {
                throw usage("--session-name is empty: give a name such as rdp-tcp#4");
            }
        }
        for (int id : sessionIds) {
            if (id < 0) {
                throw usage("--session-id is not a session number: " + id);
            }
        }
        return new Selector(
                users,
                userGlobs,
                excluded(),
                sessionIds,
                sessionNames,
                state(),
                idleOver == null ? null : positive("--idle-over", idleOver),
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
            return Selector.Excluded.of(excluded);
        } catch (IllegalArgumentException e) {
            throw new FleetException(
                    FleetException.Code.USAGE, "--exclude-user: " + e.getMessage(), e);
        }
    }

    private StateFilter state() {
        return io.github.fleetlogoff.model.Word.find(
                        StateFilter.class, state.toLowerCase(Locale.ROOT))
                .orElseThrow(() ->
                        usage("--state is '" + state + "': it takes active, disconnected or any"));
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
