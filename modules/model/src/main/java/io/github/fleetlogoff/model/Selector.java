package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which sessions a sweep is about. What is empty or absent was not asked for and narrows nothing.
///
/// @param users `name`, `DOMAIN\name`, `.\name`, `name@dns.domain`; compared without case
/// @param userGlobs patterns with `*` and `?`
/// @param excluded users and patterns that are never touched
/// @param sessionIds session ids
/// @param sessionNames session names
/// @param idleOver at least this long idle; unknown idle is not idle
/// @param includeConsole whether console sessions are ended too
public record Selector(
        List<String> users,
        List<String> userGlobs,
        Excluded excluded,
        List<Integer> sessionIds,
        List<String> sessionNames,
        StateFilter state,
        @Nullable Duration idleOver,
        boolean includeConsole) {

    /// Users that are never touched.
    public record Excluded(List<String> users, List<String> globs) {
        public static final Excluded NOBODY = new Excluded(List.of(), List.of());

        public Excluded {
            users = List.copyOf(users);
            globs = List.copyOf(globs);
        }

        /// Names and patterns in one list, as people write them.
        ///
        /// @throws IllegalArgumentException with a sentence for an empty word, and for a pattern
        ///   with a domain: patterns are held against the name alone and would never fit
        public static Excluded of(Collection<String> words) {
            List<String> users = new ArrayList<>();
            List<String> globs = new ArrayList<>();
            for (String word : words) {
                if (word.isBlank()) {
                    throw new IllegalArgumentException(
                            "a user is empty: name an account or give a pattern");
                }
                boolean glob = Glob.isGlob(word);
                if (glob) {
                    Glob.checkOfUsers(word);
                }
                (glob ? globs : users).add(word);
            }
            return new Excluded(users, globs);
        }

        /// The users of both.
        public Excluded and(Excluded other) {
            return new Excluded(both(users, other.users), both(globs, other.globs));
        }

        private static List<String> both(List<String> one, List<String> other) {
            Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            return Stream.concat(one.stream(), other.stream()).filter(all::add).toList();
        }

        /// Whether a session's user is among them, as far as can be told here: where the domain of
        /// the session is not known, the name decides. The host itself decides with all it knows.
        public boolean cover(Session session) {
            String user = session.user();
            return user != null
                    && (globs.stream().anyMatch(glob -> Glob.matches(glob, user))
                            || users.stream()
                                    .anyMatch(name -> isNameOf(name, user, session.domain())));
        }

        private static boolean isNameOf(String name, String user, @Nullable String domain) {
            int slash = name.indexOf('\\');
            if (slash >= 0) {
                String own = name.substring(0, slash);
                return name.substring(slash + 1).equalsIgnoreCase(user)
                        && (domain == null || own.equals(".") || own.equalsIgnoreCase(domain));
            }
            int at = name.indexOf('@');
            return (at < 0 ? name : name.substring(0, at)).equalsIgnoreCase(user);
        }
    }

    public Selector {
        users = List.copyOf(users);
        userGlobs = List.copyOf(userGlobs);
        requireNonNull(excluded, "excluded is null");
        sessionIds = List.copyOf(sessionIds);
        sessionNames = List.copyOf(sessionNames);
        requireNonNull(state, "state is null");
        if (idleOver != null && (idleOver.isNegative() || idleOver.isZero())) {
            throw new IllegalArgumentException("idleOver is not positive: " + idleOver);
        }
    }

    /// Selects every session; good for a list, refused for anything else.
    public static Selector everything() {
        return new Selector(
                List.of(),
                List.of(),
                Excluded.NOBODY,
                List.of(),
                List.of(),
                StateFilter.ANY,
                null,
                false);
    }

    /// Selects the sessions of these users.
    public static Selector ofUsers(String... users) {
        return new Selector(
                List.of(users),
                List.of(),
                Excluded.NOBODY,
                List.of(),
                List.of(),
                StateFilter.ANY,
                null,
                false);
    }

    /// The same choice, with more users that are never touched.
    public Selector sparing(Excluded more) {
        return new Selector(
                users,
                userGlobs,
                excluded.and(more),
                sessionIds,
                sessionNames,
                state,
                idleOver,
                includeConsole);
    }

    /// Whether users or sessions are named outright, which is consent to end them.
    public boolean namesUsersOrSessions() {
        return !users.isEmpty() || !sessionIds.isEmpty() || !sessionNames.isEmpty();
    }

    /// Whether anything narrows the choice; exclusions and the console switch do not.
    public boolean selectsSomething() {
        return namesUsersOrSessions()
                || !userGlobs.isEmpty()
                || state != StateFilter.ANY
                || idleOver != null;
    }

    /// Whether sessions are chosen because nobody works in them: idle or disconnected ones. Their
    /// users may come back, and are then left alone.
    public boolean choosesUnattended() {
        return idleOver != null || state == StateFilter.DISCONNECTED;
    }

    /// How long a session must have been idle to be ended after a warning; a shorter idle time
    /// shows that its user came back. In whole minutes, which is what hosts tell.
    ///
    /// @param sinceWarning from the warning, known to have been shown, until now
    /// @return empty where coming back does not count, and within the first minute
    public Optional<Duration> idleAtLeast(Duration sinceWarning) {
        long minutes = sinceWarning.toMinutes();
        return choosesUnattended() && minutes > 0
                ? Optional.of(Duration.ofMinutes(minutes))
                : Optional.empty();
    }
}
