package io.github.fleetlogoff.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Names → the expression that stands for them: the other half of [HostSet]. Linear in the names
/// but for sorting.
final class HostFolding {
    // Longer digit runs are serial numbers, not counters, and do not fit a long.
    private static final int MOST_DIGITS = 18;
    private static final Comparator<String> BY_VALUE =
            Comparator.comparingLong((String digits) -> Long.parseLong(digits))
                    .thenComparingInt(String::length);

    private HostFolding() {}

    static String fold(Collection<String> names) {
        List<Name> left = new TreeSet<>(names).stream().map(Name::of).toList();
        List<Term> terms = new ArrayList<>();
        // The last number of every name is tried first; what found no neighbour there is tried by
        // the number before.
        for (int fromLast = 0; !left.isEmpty(); fromLast++) {
            Map<Template, List<Name>> byTemplate = new LinkedHashMap<>();
            for (Name name : left) {
                if (fromLast < name.numbers.size()) {
                    byTemplate
                            .computeIfAbsent(name.without(fromLast), template -> new ArrayList<>())
                            .add(name);
                } else {
                    terms.add(new Term(name.text, name.text));
                }
            }
            List<Name> alone = new ArrayList<>();
            for (Map.Entry<Template, List<Name>> group : byTemplate.entrySet()) {
                if (group.getValue().size() == 1) {
                    alone.addAll(group.getValue());
                } else {
                    addTerms(group.getKey(), group.getValue(), fromLast, terms);
                }
            }
            left = alone;
        }
        terms.sort(Comparator.comparing(Term::first, HostFolding::naturally));
        return String.join(",", terms.stream().map(Term::text).toList());
    }

    private static void addTerms(
            Template template, List<Name> names, int fromLast, List<Term> terms) {
        List<String> numbers =
                new ArrayList<>(
                        names.stream()
                                .map(name -> name.number(fromLast))
                                .sorted(BY_VALUE)
                                .toList());
        for (int start = 0; start < numbers.size(); start += HostSet.LIMIT) {
            List<String> chunk =
                    numbers.subList(start, Math.min(numbers.size(), start + HostSet.LIMIT));
            String first = template.prefix + chunk.getFirst() + template.suffix;
            String text =
                    chunk.size() == 1
                            ? first
                            : template.prefix + "[" + ranges(chunk) + "]" + template.suffix;
            terms.add(new Term(text, first));
        }
    }

    private static String ranges(List<String> sorted) {
        List<Run> runs = new ArrayList<>();
        // Two numbers of one value differ in padding ("7", "07"), so a run is kept open for each
        // width.
        TreeMap<Integer, Run> openByWidth = new TreeMap<>(Collections.reverseOrder());
        for (String digits : sorted) {
            Run extended = null;
            for (Run open : openByWidth.values()) {
                if (open.extendBy(digits)) {
                    extended = open;
                    break;
                }
            }
            if (extended == null) {
                Run run = new Run(digits);
                runs.add(run);
                openByWidth.put(run.width, run);
            }
        }
        return String.join(",", runs.stream().map(Run::text).toList());
    }

    /// Like people count: `ws2` before `ws10`.
    private static int naturally(String one, String other) {
        int i = 0;
        int j = 0;
        while (i < one.length() && j < other.length()) {
            int iEnd = endOfDigits(one, i);
            int jEnd = endOfDigits(other, j);
            int order;
            if (iEnd > i && jEnd > j) {
                order = compareDigits(one.substring(i, iEnd), other.substring(j, jEnd));
                i = iEnd;
                j = jEnd;
            } else {
                order = Character.compare(one.charAt(i++), other.charAt(j++));
            }
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.length() - i, other.length() - j);
    }

    private static int compareDigits(String one, String other) {
        String shortOne = one.replaceFirst("^0+(?=.)", "");
        String shortOther = other.replaceFirst("^0+(?=.)", "");
        int byLength = Integer.compare(shortOne.length(), shortOther.length());
        int byValue = byLength != 0 ? byLength : shortOne.compareTo(shortOther);
        return byValue != 0 ? byValue : Integer.compare(one.length(), other.length());
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private record Term(String text, String first) {}

    private record Template(String prefix, String suffix) {}

    private record Digits(int start, int end) {}

    private record Name(String text, List<Digits> numbers) {

        static Name of(String text) {
            List<Digits> numbers = new ArrayList<>();
            int at = 0;
            while (at < text.length()) {
                int end = endOfDigits(text, at);
                if (end > at && end - at <= MOST_DIGITS) {
                    numbers.add(new Digits(at, end));
                }
                at = Math.max(end, at + 1);
            }
            return new Name(text, numbers);
        }

        String number(int fromLast) {
            Digits digits = digits(fromLast);
            return text.substring(digits.start, digits.end);
        }

        Template without(int fromLast) {
            Digits digits = digits(fromLast);
            return new Template(text.substring(0, digits.start), text.substring(digits.end));
        }

        private Digits digits(int fromLast) {
            return numbers.get(numbers.size() - 1 - fromLast);
        }
    }

    /// Numbers that follow each other, written with one padding.
    private static final class Run {
        private final String first;
        private final int width;
        private String last;

        Run(String first) {
            this.first = first;
            this.width = first.startsWith("0") ? first.length() : 1;
            this.last = first;
        }

        boolean extendBy(String digits) {
            boolean follows = Long.parseLong(digits) == Long.parseLong(last) + 1;
            boolean samePadding =
                    digits.startsWith("0") ? digits.length() == width : digits.length() >= width;
            if (follows && samePadding) {
                last = digits;
            }
            return follows && samePadding;
        }

        String text() {
            return first.equals(last) ? first : first + "-" + last;
        }
    }
}
