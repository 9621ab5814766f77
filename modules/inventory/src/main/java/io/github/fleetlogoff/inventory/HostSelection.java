package io.github.fleetlogoff.inventory;

import static io.github.fleetlogoff.model.FleetException.Code.USAGE;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Glob;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostSet;
import io.github.fleetlogoff.model.Nearest;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Patterns → hosts. Works on places in the inventory, so that order and uniqueness come by
/// themselves.
final class HostSelection {
    private static final String SITE = "@site:";
    // Each glob is held against every host.
    private static final int MOST_GLOBS = 1_000;

    private final List<Host> hosts;
    private final List<String> groups;
    private final Map<String, Integer> byName;

    HostSelection(List<Host> hosts, List<String> groups) {
        this.hosts = hosts;
        this.groups = groups;
        this.byName = HashMap.newHashMap(hosts.size());
        for (int i = 0; i < hosts.size(); i++) {
            byName.put(fold(hosts.get(i).name()), i);
        }
    }

    /// The place of a host in the inventory, from 0.
    int at(String name) {
        Integer at = byName.get(fold(name));
        if (at == null) {
            throw new IllegalArgumentException("there is no host of that name: " + name);
        }
        return at;
    }

    List<Host> select(HostPatterns patterns) {
        BitSet selected = new BitSet(hosts.size());
        if (patterns.hosts().isEmpty()) {
            selected.set(0, hosts.size());
        }
        patterns.hosts().forEach(list -> selected.or(matching("--hosts", list)));
        if (!patterns.limits().isEmpty()) {
            BitSet limit = new BitSet(hosts.size());
            patterns.limits().forEach(list -> limit.or(matching("--limit", list)));
            selected.and(limit);
            if (selected.isEmpty()) {
                throw fault(
                        "--limit "
                                + Place.quote(String.join(",", patterns.limits()))
                                + " leaves no host: none of those it names is among --hosts "
                                + Place.quote(String.join(",", patterns.hosts())));
            }
        }
        for (String list : patterns.excludes()) {
            for (String pattern : parts("--exclude", list)) {
                selected.andNot(matching("--exclude", pattern));
                if (selected.isEmpty()) {
                    throw fault(
                            "--exclude "
                                    + Place.quote(pattern)
                                    + " leaves no host: it takes away the last one");
                }
            }
        }
        return selected.stream().mapToObj(hosts::get).toList();
    }

    private BitSet matching(String option, String expression) {
        HostTerms terms;
        try {
            terms = HostTerms.parse(expression);
        } catch (IllegalArgumentException e) {
            throw fault(option + ": " + e.getMessage());
        }
        BitSet matching = new BitSet(hosts.size());
        for (HostTerms.Term term : terms.terms()) {
            BitSet one = matchingOne(option, term.text());
            switch (term.operator()) {
                case UNION -> matching.or(one);
                case DIFFERENCE -> matching.andNot(one);
                case INTERSECTION -> matching.and(one);
                case EITHER -> matching.xor(one);
            }
        }
        if (matching.isEmpty()) {
            throw fault(
                    option
                            + ": "
                            + Place.quote(expression)
                            + " leaves no host: each part fits some, but not all together");
        }
        return matching;
    }

    private static List<String> parts(String option, String list) {
        try {
            return HostTerms.parts(list);
        } catch (IllegalArgumentException e) {
            throw fault(option + ": " + e.getMessage());
        }
    }

    private BitSet matchingOne(String option, String pattern) {
        String folded = fold(pattern);
        if (folded.equals("@all")) {
            BitSet all = new BitSet(hosts.size());
            all.set(0, hosts.size());
            return all;
        }
        if (folded.startsWith(SITE)) {
            return site(option, pattern.substring(SITE.length()));
        }
        if (folded.startsWith("@") && folded.contains("=")) {
            int equals = pattern.indexOf('=');
            return label(option, pattern.substring(1, equals), pattern.substring(equals + 1));
        }
        if (folded.startsWith("~")) {
            return regex(option, pattern);
        }
        return folded.startsWith("@")
                ? group(option, pattern.substring(1))
                : names(option, pattern);
    }

    private BitSet regex(String option, String operand) {
        try {
            HostRegex regex = HostRegex.parse(operand);
            BitSet found = where(host -> regex.matches(host.name()));
            if (!found.isEmpty()) {
                return found;
            }
        } catch (IllegalArgumentException e) {
            throw fault(option + ": " + e.getMessage());
        }
        throw fault(
                option
                        + ": no host's whole name fits "
                        + Place.quote(operand)
                        + nearest(operand.replaceAll("[^\\p{L}\\p{N}-]", "")));
    }

    private BitSet site(String option, String site) {
        BitSet found = where(host -> site.equalsIgnoreCase(host.site()));
        if (found.isEmpty()) {
            TreeSet<String> known = new TreeSet<>();
            hosts.forEach(host -> {
                if (host.site() != null) {
                    known.add(host.site());
                }
            });
            throw unknown(
                    option,
                    "no host has the site " + Place.quote(site),
                    site,
                    known,
                    "sites are: ");
        }
        return found;
    }

    private BitSet label(String option, String label, String value) {
        BitSet found =
                where(host ->
                        host.labels().entrySet().stream()
                                .anyMatch(entry ->
                                        entry.getKey().equalsIgnoreCase(label)
                                                && entry.getValue().equalsIgnoreCase(value)));
        if (!found.isEmpty()) {
            return found;
        }
        TreeSet<String> labels = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        TreeSet<String> values = new TreeSet<>();
        hosts.forEach(host ->
                host.labels()
                        .forEach((name, text) -> {
                            labels.add(name);
                            if (name.equalsIgnoreCase(label)) {
                                values.add(text);
                            }
                        }));
        if (!labels.contains(label)) {
            throw unknown(
                    option,
                    "no host has the label " + Place.quote(label),
                    label,
                    labels,
                    "labels are: ");
        }
        String what = "no host has the label " + Place.quote(label + "=" + value);
        throw unknown(option, what, value, values, "its values are: ");
    }

    private BitSet group(String option, String expression) {
        BitSet found = new BitSet(hosts.size());
        for (String name : expand(option, expression)) {
            if (groups.stream().noneMatch(name::equalsIgnoreCase)) {
                throw unknown(
                        option,
                        "there is no group " + Place.quote(name),
                        name,
                        groups,
                        "groups are: ");
            }
            BitSet members = where(host -> host.groups().stream().anyMatch(name::equalsIgnoreCase));
            if (members.isEmpty()) {
                throw fault(option + ": the group " + Place.quote(name) + " has no host");
            }
            found.or(members);
        }
        return found;
    }

    private BitSet names(String option, String expression) {
        BitSet found = new BitSet(hosts.size());
        List<String> names = expand(option, expression);
        boolean glob = Glob.isGlob(expression);
        if (glob && names.size() > MOST_GLOBS) {
            throw fault(
                    option + ": " + Place.quote(expression) + " stands for more than 1,000 globs");
        }
        for (String name : names) {
            if (glob) {
                BitSet matching = where(host -> Glob.matches(name, host.name()));
                if (matching.isEmpty()) {
                    throw fault(
                            option
                                    + ": "
                                    + Place.quote(name)
                                    + " fits no host of the inventory"
                                    + nearest(name.replaceAll("[*?]", "")));
                }
                found.or(matching);
            } else {
                Integer at = byName.get(fold(name));
                if (at == null) {
                    throw unknownHost(option, name);
                }
                found.set(at);
            }
        }
        return found;
    }

    private FleetException unknownHost(String option, String name) {
        String what = "there is no host " + Place.quote(name) + " in the inventory";
        if (groups.stream().anyMatch(name::equalsIgnoreCase)) {
            return fault(
                    option + ": " + what + "; the group of that name is written '@" + name + "'");
        }
        return fault(option + ": " + what + nearest(name));
    }

    private String nearest(String name) {
        List<String> known = hosts.stream().map(Host::name).toList();
        return Nearest.to(name, known)
                .or(() ->
                        Nearest.to(name, beginnings(known, name.length())).map(near -> near + "*"))
                .map(near -> "; did you mean '" + near + "'?")
                .orElseGet(() -> "; its first is '" + known.getFirst() + "'");
    }

    private static Set<String> beginnings(List<String> names, int length) {
        return names.stream()
                .map(name -> name.substring(0, Math.min(length, name.length())))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static FleetException unknown(
            String option, String what, String word, Collection<String> known, String otherwise) {
        return fault(option + ": " + what + "; " + Section.suggestion(word, known, otherwise));
    }

    private static List<String> expand(String option, String expression) {
        try {
            return HostSet.expand(expression);
        } catch (IllegalArgumentException e) {
            throw fault(option + ": " + e.getMessage());
        }
    }

    private BitSet where(Predicate<Host> condition) {
        BitSet found = new BitSet(hosts.size());
        for (int i = 0; i < hosts.size(); i++) {
            if (condition.test(hosts.get(i))) {
                found.set(i);
            }
        }
        return found;
    }

    private static FleetException fault(String text) {
        return new FleetException(USAGE, text);
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
