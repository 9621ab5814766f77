package io.github.fleetlogoff.simulator.windows;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which sessions a request selects and which it protects: the comparisons of the session script.
final class Selection {

    private static final Pattern IN_DOMAIN = Pattern.compile("^(.+)\\\\(.+)$", Pattern.UNIX_LINES);
    private static final Pattern AT_DNS_DOMAIN = Pattern.compile("^(.+)@(.+)$", Pattern.UNIX_LINES);
    private static final Pattern DAMAGED = Pattern.compile("[?\\uFFFD]");
    private static final int SHORTEST_CUT = 18;

    private final ScriptRequest request;
    private final Programs programs;
    private final String computerName;

    Selection(ScriptRequest request, Programs programs, String computerName) {
        this.request = request;
        this.programs = programs;
        this.computerName = computerName;
    }

    /// Whether the request's selectors choose the session. Where a name could not be compared, its
    /// message says so.
    boolean selects(ScriptSession session) {
        List<String> users = request.list("users");
        List<String> globs = request.list("userGlobs");
        if ((users != null || globs != null)
                && !isUser(session, users, false)
                && !isLike(session.user, globs)) {
            return false;
        }
        if (!isOneOf(String.valueOf(session.id), request.list("sessionIds"))) {
            return false;
        }
        if (!isOneOf(
                session.sessionName == null ? "" : session.sessionName,
                request.list("sessionNames"))) {
            return false;
        }
        String state = request.state();
        if ((state.equals("active") || state.equals("disconnected"))
                && !state.equals(session.state)) {
            return false;
        }
        Long idleOver = request.number("idleOverSeconds");
        return idleOver == null || (session.idleSeconds != null && session.idleSeconds >= idleOver);
    }

    /// Whether the request excludes the session's user; one that cannot be compared is.
    boolean protects(ScriptSession session) {
        return isUser(session, request.list("excludeUsers"), true)
                || isLike(session.user, request.list("excludeUserGlobs"));
    }

    /// Whether two names are of one user: the tools cut long names at different lengths.
    static boolean sameUser(String one, String other) {
        if (one.equalsIgnoreCase(other)) {
            return true;
        }
        String shorter = one.length() < other.length() ? one : other;
        String longer = one.length() < other.length() ? other : one;
        return shorter.length() >= SHORTEST_CUT
                && longer.regionMatches(true, 0, shorter, 0, shorter.length());
    }

    // A name is plain, with a domain (a dot: an account of this host) and a backslash before it, or
    // user@dns.domain. Where it fits and the domain cannot
    // be seen the answer is `unknown`: false to select, true to protect.
    private boolean isUser(ScriptSession session, @Nullable List<String> names, boolean unknown) {
        for (String name : names == null ? List.<String>of() : names) {
            Wanted wanted = wanted(name);
            if (!wanted.user.equalsIgnoreCase(session.user)) {
                if (sameUser(wanted.user, session.user) || DAMAGED.matcher(session.user).find()) {
                    session.message =
                            "the name of this session is cut or damaged, so '"
                                    + name
                                    + "' is not compared";
                    if (unknown) {
                        return true;
                    }
                }
                continue;
            }
            if (wanted.domain == null) {
                return true;
            }
            findDomain(session);
            String own = wanted.dns ? session.dnsDomain : session.domain;
            if (wanted.domain.equalsIgnoreCase(own)) {
                return true;
            }
            if (own == null || own.isEmpty()) {
                session.message =
                        "the domain of this session cannot be seen, so '"
                                + name
                                + "' is not compared";
                if (unknown) {
                    return true;
                }
            }
        }
        return false;
    }

    private record Wanted(String user, @Nullable String domain, boolean dns) {}

    private Wanted wanted(String name) {
        Matcher inDomain = IN_DOMAIN.matcher(name);
        if (inDomain.find()) {
            String domain = inDomain.group(1);
            return new Wanted(inDomain.group(2), domain.equals(".") ? computerName : domain, false);
        }
        Matcher atDns = AT_DNS_DOMAIN.matcher(name);
        if (atDns.find()) {
            return new Wanted(atDns.group(1), atDns.group(2), true);
        }
        return new Wanted(name, null, false);
    }

    private void findDomain(ScriptSession session) {
        if (session.domainLooked) {
            return;
        }
        session.domainLooked = true;
        Programs.Domain domain = programs.domain(session.id, session.user);
        if (domain != null) {
            session.domain = domain.name();
            session.dnsDomain = domain.dns();
        }
    }

    private static boolean isOneOf(String value, @Nullable List<String> values) {
        return values == null || values.stream().anyMatch(value::equalsIgnoreCase);
    }

    private static boolean isLike(String value, @Nullable List<String> globs) {
        return globs != null && globs.stream().anyMatch(glob -> Wildcard.matches(value, glob));
    }
}
