package io.github.fleetlogoff.simulator.windows;

import java.util.regex.Pattern;

/// PowerShell's `-like`: `*`, `?`, `[a-z]` and the backtick as escape, letter case ignored.
final class Wildcard {

    private Wildcard() {}

    static boolean matches(String value, String pattern) {
        return Pattern.compile(
                        regex(pattern),
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL)
                .matcher(value)
                .matches();
    }

    private static String regex(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int at = 0; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            int close = c == '[' ? pattern.indexOf(']', at + 1) : -1;
            if (c == '`' && at + 1 < pattern.length()) {
                at++;
                regex.append(Pattern.quote(String.valueOf(pattern.charAt(at))));
            } else if (close > at + 1) {
                regex.append(characterClass(pattern.substring(at + 1, close)));
                at = close;
            } else {
                regex.append(
                        switch (c) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> Pattern.quote(String.valueOf(c));
                        });
            }
        }
        return regex.toString();
    }

    private static String characterClass(String members) {
        StringBuilder escaped = new StringBuilder("[");
        for (int at = 0; at < members.length(); at++) {
            char c = members.charAt(at);
            boolean range = c == '-' && at > 0 && at < members.length() - 1;
            escaped.append(range || Character.isLetterOrDigit(c) ? "" : "\\").append(c);
        }
        return escaped.append(']').toString();
    }
}
