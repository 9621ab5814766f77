package io.github.fleetlogoff.model;

import java.util.Locale;

/// Patterns with `*` for any text and `?` for one character; letter case does not count.
public final class Glob {

    private Glob() {}

    /// Whether a word holds a pattern's characters.
    public static boolean isGlob(String word) {
        return word.indexOf('*') >= 0 || word.indexOf('?') >= 0;
    }

    /// Refuses a pattern of users with a domain: it is held against the name alone and would never
    /// fit.
    ///
    /// @throws IllegalArgumentException with a sentence that says so
    public static void checkOfUsers(String glob) {
        if (glob.indexOf('\\') >= 0 || glob.indexOf('@') >= 0) {
            throw new IllegalArgumentException(
                    "the pattern '"
                            + glob
                            + "' has a domain, but patterns are held against the name alone: leave the"
                            + " domain out");
        }
    }

    /// Whether a text fits a pattern as a whole. Costs no more than the product of the lengths.
    public static boolean matches(String glob, String text) {
        return fits(glob.toLowerCase(Locale.ROOT), text.toLowerCase(Locale.ROOT));
    }

    // Goes back to the last star only.
    private static boolean fits(String glob, String text) {
        int g = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (g < glob.length() && glob.charAt(g) == '*') {
                star = g++;
                resume = t;
            } else if (g < glob.length()
                    && (glob.charAt(g) == '?' || glob.charAt(g) == text.charAt(t))) {
                g++;
                t++;
            } else if (star >= 0) {
                g = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') {
            g++;
        }
        return g == glob.length();
    }
}
