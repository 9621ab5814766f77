package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What holds for every sweep of a site and no flag or playbook can loosen.
///
/// @param users never touched
/// @param hosts patterns of hosts that are never worked: host sets, globs, `@group`, `@site:x`,
///   `@label=value`
/// @param maxLogoffs the largest budget, absent = none
/// @param blackout times in which nothing is ended
/// @param leastGrace the shortest grace of the warning that every sweep must give, absent = none
///   must be given
public record SitePolicy(
        Selector.Excluded users,
        List<String> hosts,
        @Nullable Ceiling maxLogoffs,
        Blackout blackout,
        @Nullable Duration leastGrace) {
    public static final SitePolicy NONE =
            new SitePolicy(Selector.Excluded.NOBODY, List.of(), null, Blackout.NONE, null);

    // The accounts of services (learn.microsoft.com, "Service user accounts"), the window manager's
    // and the font driver host's (DWM-1, UMFD-1, …), and those of computers, which end in $.
    private static final List<String> SYSTEM =
            List.of("SYSTEM", "LOCAL SERVICE", "NETWORK SERVICE", "ANONYMOUS LOGON");
    private static final List<String> SYSTEM_GLOBS = List.of("DWM-*", "UMFD-*", "*$");

    public SitePolicy {
        requireNonNull(users, "users is null");
        hosts = List.copyOf(hosts);
        requireNonNull(blackout, "blackout is null");
        if (leastGrace != null && (leastGrace.isNegative() || leastGrace.isZero())) {
            throw new IllegalArgumentException("leastGrace is not positive: " + leastGrace);
        }
    }

    /// What holds at every site: accounts like SYSTEM and the operator's own are not touched.
    ///
    /// @param operator the accounts of who runs the program: the one it runs as, and those that it
    ///   logs on with
    public static SitePolicy builtIn(Collection<String> operator) {
        List<String> users = Stream.concat(SYSTEM.stream(), operator.stream()).toList();
        return new SitePolicy(
                new Selector.Excluded(users, SYSTEM_GLOBS), List.of(), null, Blackout.NONE, null);
    }

    /// What both say; of two bounds the narrower.
    public SitePolicy and(SitePolicy other) {
        return new SitePolicy(
                users.and(other.users),
                Stream.concat(hosts.stream(), other.hosts.stream()).distinct().toList(),
                lower(maxLogoffs, other.maxLogoffs),
                blackout.and(other.blackout),
                longer(leastGrace, other.leastGrace));
    }

    private static @Nullable Ceiling lower(@Nullable Ceiling one, @Nullable Ceiling other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.and(other);
    }

    private static @Nullable Duration longer(@Nullable Duration one, @Nullable Duration other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) >= 0 ? one : other;
    }
}
