package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.model.HostSet;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Host names as Ansible writes them: `web[01:50]`, `web[01:50:2]`, `db[a:f]`, and a port after a
/// colon (Ansible documentation, "How to build your inventory").
///
/// @param port as written, empty where there is none
record AnsibleRanges(List<String> names, String port) {
    private static final Pattern RANGE =
            Pattern.compile("\\[(?:(\\d{1,9}):(\\d{1,9})|([A-Za-z]):([A-Za-z]))(?::(\\d{1,9}))?]");
    private static final Pattern PORT =
            Pattern.compile(
                    "((?:[^:\\[\\]]|\\[[^\\]]*])+):(\\d{1,5})|\\[([0-9A-Fa-f:.]+)](?::(\\d{1,5}))?");

    /// @throws IllegalArgumentException with a sentence that says what is wrong
    static AnsibleRanges parse(String pattern) {
        // Most names are neither: a big inventory is read faster without the patterns.
        if (pattern.indexOf('[') < 0 && pattern.indexOf(':') < 0) {
            return new AnsibleRanges(List.of(literal(pattern, 0, pattern.length())), "");
        }
        Matcher matcher = PORT.matcher(pattern);
        if (!matcher.matches() || RANGE.matcher(pattern).matches()) {
            return new AnsibleRanges(expand(pattern), "");
        }
        if (matcher.group(3) != null) {
            return new AnsibleRanges(
                    List.of(matcher.group(3)), matcher.group(4) == null ? "" : matcher.group(4));
        }
        return new AnsibleRanges(expand(matcher.group(1)), matcher.group(2));
    }

    private static List<String> expand(String pattern) {
        List<String> names = List.of("");
        Matcher matcher = RANGE.matcher(pattern);
        int at = 0;
        while (matcher.find()) {
            String before = literal(pattern, at, matcher.start());
            List<String> longer = new ArrayList<>();
            List<String> choices = choices(pattern, matcher);
            if ((long) names.size() * choices.size() > HostSet.LIMIT) {
                throw tooMany(pattern);
            }
            for (String prefix : names) {
                choices.forEach(choice -> longer.add(prefix + before + choice));
            }
            names = longer;
            at = matcher.end();
        }
        String rest = literal(pattern, at, pattern.length());
        return names.stream().map(prefix -> prefix + rest).toList();
    }

    private static String literal(String pattern, int start, int end) {
        String literal = pattern.substring(start, end);
        int bracket = Math.max(literal.indexOf('['), literal.indexOf(']'));
        if (bracket >= 0) {
            throw new IllegalArgumentException(
                    "host "
                            + Place.quote(pattern)
                            + ": the bracket at character "
                            + (start + bracket + 1)
                            + " is no range of Ansible's, like [01:40], [01:40:2] or [a:f]");
        }
        return literal;
    }

    private static List<String> choices(String pattern, Matcher range) {
        boolean letters = range.group(3) != null;
        String first = letters ? range.group(3) : range.group(1);
        String last = letters ? range.group(4) : range.group(2);
        long from = letters ? first.charAt(0) : Long.parseLong(first);
        long to = letters ? last.charAt(0) : Long.parseLong(last);
        long step = range.group(5) == null ? 1 : Long.parseLong(range.group(5));
        boolean padded = !letters && first.length() > 1 && first.startsWith("0");
        if (to < from || step < 1 || (padded && first.length() != last.length())) {
            throw new IllegalArgumentException(
                    "host "
                            + Place.quote(pattern)
                            + ": the range at character "
                            + (range.start() + 1)
                            + (to < from
                                    ? " runs backwards"
                                    : step < 1 ? " has a step of 0" : " is padded differently"));
        }
        if ((to - from) / step >= HostSet.LIMIT) {
            throw tooMany(pattern);
        }
        List<String> choices = new ArrayList<>();
        for (long value = from; value <= to; value += step) {
            String text = letters ? Character.toString((char) value) : Long.toString(value);
            choices.add(padded ? "0".repeat(first.length() - text.length()) + text : text);
        }
        return choices;
    }

    private static IllegalArgumentException tooMany(String pattern) {
        return new IllegalArgumentException(
                "host " + Place.quote(pattern) + " stands for more than 100,000 names");
    }
}
