package io.github.fleetlogoff.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Host-set names as cluster shells write them: `lab-[01-40]`, `ws[1-3,7].example.com`,
/// `rack[1-2]n[1-16]`, `pc[01-99/2]`. Zero padding is kept, every bracket multiplies. Stateless.
public final class HostSet {
    /// The most names that one expression may stand for.
    public static final int LIMIT = 100_000;

    /// The most names that a list of expressions may stand for.
    public static final int LIST_LIMIT = 1_000_000;

    // A DNS name has at most 253 characters (RFC 1035, 2.3.4).
    private static final int NAME_LENGTH = 253;
    private static final int SHOWN_LENGTH = 60;
    private static final Pattern RANGE =
            Pattern.compile("(\\d{1,18})(?:-(\\d{1,18})(?:/(\\d{1,18}))?)?");

    private HostSet() {}

    /// The names that an expression stands for, in the order written, each once. Several host sets
    /// with commas between them are one expression, so that what [#fold] wrote is read back.
    ///
    /// @throws IllegalArgumentException with a sentence that says what is wrong and where, also for
    ///   more than [#LIMIT] names
    public static List<String> expand(String expression) {
        Set<String> names = new LinkedHashSet<>();
        for (String part : split(expression)) {
            new Expansion(part).into(names);
            if (names.size() > LIMIT) {
                throw tooMany(expression);
            }
        }
        return List.copyOf(names);
    }

    /// The names that a list of expressions with commas between them stands for, each once. The
    /// limit of [#LIMIT] names is that of each element; the list has one of [#LIST_LIMIT].
    ///
    /// @throws IllegalArgumentException as [#expand]
    public static List<String> expandAll(String commaList) {
        Set<String> names = new LinkedHashSet<>();
        for (String part : split(commaList)) {
            new Expansion(part).into(names);
            if (names.size() > LIST_LIMIT) {
                throw wrong(commaList, "the list stands for more than 1,000,000 names");
            }
        }
        return List.copyOf(names);
    }

    /// The elements of a list, split at the commas outside brackets and stripped of blanks around
    /// them.
    ///
    /// @throws IllegalArgumentException for an empty element or brackets that do not pair
    public static List<String> split(String commaList) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        boolean inside = false;
        for (int i = 0; i <= commaList.length(); i++) {
            char c = i == commaList.length() ? ',' : commaList.charAt(i);
            if (c == '[' && inside) {
                throw wrong(commaList, "a bracket inside a bracket at character " + (i + 1));
            } else if (c == ']' && !inside) {
                throw wrong(commaList, "the ']' at character " + (i + 1) + " closes nothing");
            } else if (c == '[' || c == ']') {
                inside = !inside;
            } else if (c == ',' && i == commaList.length() && inside) {
                throw wrong(
                        commaList,
                        "the '[' at character "
                                + (commaList.lastIndexOf('[') + 1)
                                + " is never closed");
            } else if (c == ',' && !inside) {
                parts.add(element(commaList, start, i));
                start = i + 1;
            }
        }
        return parts;
    }

    /// The shortest text that [#expand] reads back as the same set: names that differ in one number
    /// become ranges, the last such number first; padding is kept. The same set gives the same text
    /// whatever the order.
    ///
    /// @param names host names, without brackets or commas of their own
    public static String fold(Collection<String> names) {
        return HostFolding.fold(names);
    }

    private static String element(String list, int start, int end) {
        String element = list.substring(start, end).strip();
        if (!element.isEmpty()) {
            return element;
        }
        if (list.isBlank()) {
            throw new IllegalArgumentException(
                    "a host set is empty: write a name, or several like lab-[01-40]");
        }
        throw wrong(list, "nothing stands at character " + (start + 1) + ", beside a comma");
    }

    private static IllegalArgumentException tooMany(String expression) {
        return wrong(
                expression, "it stands for more than 100,000 names, the most for one expression");
    }

    private static IllegalArgumentException wrong(String expression, String what) {
        return new IllegalArgumentException("host set '" + shown(expression) + "': " + what);
    }

    private static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(SHOWN_LENGTH)
                .forEach(c -> {
                    if (Character.isISOControl(c)) {
                        shown.append(String.format("\\x%02X", c));
                    } else {
                        shown.appendCodePoint(c);
                    }
                });
        return text.length() > SHOWN_LENGTH ? shown.append('…').toString() : shown.toString();
    }

    /// One host set on its way to its names.
    private static final class Expansion {
        private final String text;
        private final List<List<String>> dimensions = new ArrayList<>();
        private int length;
        private long count = 1;

        Expansion(String text) {
            this.text = text;
            int at = 0;
            while (at < text.length()) {
                int open = text.indexOf('[', at);
                int end = open < 0 ? text.length() : open;
                if (end > at) {
                    literal(text.substring(at, end), at);
                }
                if (open < 0) {
                    break;
                }
                int close = text.indexOf(']', open);
                bracket(open + 1, close);
                at = close + 1;
            }
        }

        private void literal(String part, int at) {
            for (int i = 0; i < part.length(); i++) {
                char c = part.charAt(i);
                if (Character.isISOControl(c)
                        || Character.isWhitespace(c)
                        || Character.isSpaceChar(c)) {
                    String kind = Character.isISOControl(c) ? "a control character" : "a blank";
                    throw wrong(
                            text,
                            kind + " stands at character " + (at + i + 1) + "; names have none");
                }
            }
            add(List.of(part), part.length());
        }

        private void bracket(int start, int end) {
            if (text.substring(start, end).isBlank()) {
                throw wrong(text, "the brackets at character " + start + " are empty");
            }
            Set<String> numbers = new LinkedHashSet<>();
            int at = start;
            for (String range : text.substring(start, end).split(",", -1)) {
                range(range.strip(), at + 1, numbers);
                at += range.length() + 1;
            }
            add(List.copyOf(numbers), numbers.stream().mapToInt(String::length).max().orElse(0));
        }

        private void range(String range, int position, Set<String> numbers) {
            Matcher matcher = RANGE.matcher(range);
            String place = "'" + shown(range) + "' at character " + position;
            if (!matcher.matches()) {
                throw wrong(text, place + " is not a number or a range like 01-40 or 1-9/2");
            }
            String first = matcher.group(1);
            String last = matcher.group(2) == null ? first : matcher.group(2);
            long step = matcher.group(3) == null ? 1 : Long.parseLong(matcher.group(3));
            long from = Long.parseLong(first);
            long to = Long.parseLong(last);
            int width = padded(first) ? first.length() : 1;
            if (to < from) {
                throw wrong(text, "the range " + place + " runs backwards");
            }
            if (step < 1) {
                throw wrong(text, "the range " + place + " has a step of 0");
            }
            if (last.length() < width || (padded(last) && last.length() != first.length())) {
                throw wrong(text, "the ends of " + place + " are padded differently");
            }
            if ((to - from) / step >= LIMIT - numbers.size()) {
                throw tooMany(text);
            }
            for (long value = from; value <= to; value += step) {
                numbers.add("0".repeat(Math.max(0, width - Long.toString(value).length())) + value);
            }
        }

        private static boolean padded(String number) {
            return number.length() > 1 && number.charAt(0) == '0';
        }

        private void add(List<String> choices, int longest) {
            count *= choices.size();
            length += longest;
            if (count > LIMIT) {
                throw tooMany(text);
            }
            if (length > NAME_LENGTH) {
                throw wrong(text, "its names are longer than 253 characters");
            }
            dimensions.add(choices);
        }

        void into(Set<String> names) {
            List<String> built = List.of("");
            for (List<String> choices : dimensions) {
                List<String> longer = new ArrayList<>(built.size() * choices.size());
                for (String prefix : built) {
                    for (String choice : choices) {
                        longer.add(prefix + choice);
                    }
                }
                built = longer;
            }
            names.addAll(built);
        }
    }
}
