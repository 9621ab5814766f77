package io.github.fleetlogoff.sessions;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// As much of PowerShell's language as shows that a file is whole: comments, strings and brackets;
/// and data files (`about_Data_Files`) with hashtables, arrays, texts and switches.
final class PowerShellText {
    private static final Pattern TOKEN =
            Pattern.compile(
                    """
                    (?<comment><\\#.*?\\#>|\\#[^\\n]*)\
                    |(?<text>'(?:[^']|'')*')\
                    |(?<open>@\\{|@\\(|\\$\\(|[({\\[])\
                    |(?<close>[)}\\]])\
                    |(?<sign>[=;,])\
                    |(?<end>\\n)\
                    |(?<word>\\$?[A-Za-z][A-Za-z0-9]*)\
                    """,
                    Pattern.DOTALL);

    private final List<String> tokens = new ArrayList<>();
    private int at;

    private PowerShellText(String text) {
        Matcher token = TOKEN.matcher(text);
        int read = 0;
        while (token.find()) {
            String between = text.substring(read, token.start());
            if (!between.isBlank()) {
                throw new IllegalArgumentException("not of a data file: " + between);
            }
            read = token.end();
            if (token.group("comment") == null) {
                tokens.add(token.group());
            }
        }
    }

    /// A data file: texts, `true`, `false`, lists and maps.
    static Map<?, ?> data(String text) {
        PowerShellText reader = new PowerShellText(text);
        reader.skip("\n");
        Object value = reader.value();
        reader.skip("\n");
        if (reader.at != reader.tokens.size()) {
            throw new IllegalArgumentException("more follows: " + reader.tokens.get(reader.at));
        }
        return (Map<?, ?>) value;
    }

    /// Finds the first bracket that does not close, or the first text that does not end.
    ///
    /// @return empty where all is well
    static String fault(String script) {
        Deque<Character> open = new ArrayDeque<>();
        int at = 0;
        while (at < script.length()) {
            char here = script.charAt(at);
            if (script.startsWith("<#", at)) {
                at = script.indexOf("#>", at) + 1;
                if (at == 0) {
                    return "a comment does not end";
                }
            } else if (here == '#') {
                at = (script + "\n").indexOf('\n', at);
            } else if (here == '\'' || here == '"') {
                at = endOfText(script, at);
                if (at < 0) {
                    return "a text does not end";
                }
            } else if (here == '`') {
                at++;
            } else if ("([{".indexOf(here) >= 0) {
                open.push(here);
            } else if (")]}".indexOf(here) >= 0
                    && (open.isEmpty() || "([{".indexOf(open.pop()) != ")]}".indexOf(here))) {
                return here
                        + " closes nothing, before: "
                        + script.substring(at).lines().findFirst();
            }
            at++;
        }
        return open.isEmpty() ? "" : open.size() + " brackets do not close";
    }

    private static int endOfText(String script, int from) {
        char quote = script.charAt(from);
        int depth = 0;
        for (int at = from + 1; at < script.length(); at++) {
            char here = script.charAt(at);
            if (quote == '"' && here == '`') {
                at++;
            } else if (quote == '"' && script.startsWith("$(", at)) {
                depth++;
                at++;
            } else if (depth > 0 && here == ')') {
                depth--;
            } else if (depth > 0 && here == '(') {
                depth++;
            } else if (depth == 0 && here == quote) {
                if (at + 1 < script.length() && script.charAt(at + 1) == quote) {
                    at++;
                } else {
                    return at;
                }
            }
        }
        return -1;
    }

    private Object value() {
        Object first = single();
        if (!peek(",")) {
            return first;
        }
        List<Object> list = new ArrayList<>(List.of(first));
        while (peek(",")) {
            at++;
            list.add(single());
        }
        return list;
    }

    private Object single() {
        String token = tokens.get(at++);
        return switch (token) {
            case "@{" -> map();
            case "@(" -> list();
            case "$true" -> true;
            case "$false" -> false;
            default -> text(token);
        };
    }

    private Map<String, Object> map() {
        Map<String, Object> map = new LinkedHashMap<>();
        skip("\n", ";");
        while (!peek("}")) {
            String key = tokens.get(at++);
            if (!tokens.get(at++).equals("=")) {
                throw new IllegalArgumentException("no value for " + key);
            }
            if (map.put(key.startsWith("'") ? text(key) : key, value()) != null) {
                throw new IllegalArgumentException(key + " stands there twice");
            }
            skip("\n", ";");
        }
        at++;
        return map;
    }

    private List<Object> list() {
        List<Object> list = new ArrayList<>();
        skip("\n");
        while (!peek(")")) {
            Object value = value();
            list.addAll(value instanceof List<?> several ? several : List.of(value));
            skip("\n");
        }
        at++;
        return list;
    }

    private static String text(String token) {
        if (!token.startsWith("'")) {
            throw new IllegalArgumentException("not a value: " + token);
        }
        return token.substring(1, token.length() - 1).replace("''", "'");
    }

    private boolean peek(String token) {
        if (at >= tokens.size()) {
            throw new IllegalArgumentException("the file ends early");
        }
        return tokens.get(at).equals(token);
    }

    private void skip(String... some) {
        while (at < tokens.size() && List.of(some).contains(tokens.get(at))) {
            at++;
        }
    }
}
