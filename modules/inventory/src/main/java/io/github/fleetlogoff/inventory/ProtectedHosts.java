package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.model.Glob;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Patterns of hosts that are never worked. They are held against all that a host is known by, so
/// that another name in the inventory does not loosen them, and may fit no host: a policy is
/// written for every inventory.
final class ProtectedHosts {
    private static final String SITE = "@site:";
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    private ProtectedHosts() {}

    /// What an expression covers.
    ///
    /// @throws IllegalArgumentException where it cannot be read
    static Predicate<Host> covering(String expression) {
        Predicate<Host> covered = _ -> false;
        for (HostTerms.Term term : HostTerms.parse(expression).terms()) {
            Predicate<Host> before = covered;
            Predicate<Host> one = coveredByOne(term.text());
            covered =
                    switch (term.operator()) {
                        case UNION -> before.or(one);
                        case DIFFERENCE -> before.and(one.negate());
                        case INTERSECTION -> before.and(one);
                        case EITHER -> host -> before.test(host) != one.test(host);
                    };
        }
        return covered;
    }

    private static Predicate<Host> coveredByOne(String element) {
        String folded = fold(element);
        if (folded.equals("@all")) {
            return host -> true;
        }
        if (folded.startsWith(SITE)) {
            String site = element.substring(SITE.length());
            return host -> site.equalsIgnoreCase(host.site());
        }
        if (folded.startsWith("@") && folded.contains("=")) {
            int equals = element.indexOf('=');
            String label = element.substring(1, equals);
            String value = element.substring(equals + 1);
            return host ->
                    host.labels().entrySet().stream()
                            .anyMatch(entry ->
                                    entry.getKey().equalsIgnoreCase(label)
                                            && entry.getValue().equalsIgnoreCase(value));
        }
        if (folded.startsWith("@")) {
            Set<String> groups = new HashSet<>(HostSet.expand(folded.substring(1)));
            return host ->
                    host.groups().stream().map(ProtectedHosts::fold).anyMatch(groups::contains);
        }
        if (folded.startsWith("~")) {
            HostRegex regex = HostRegex.parse(element);
            return host -> names(host).anyMatch(regex::matches);
        }
        List<String> names = HostSet.expand(folded);
        if (Glob.isGlob(folded)) {
            return host ->
                    names(host)
                            .anyMatch(name ->
                                    names.stream().anyMatch(glob -> Glob.matches(glob, name)));
        }
        Set<String> exact = new HashSet<>(names);
        return host -> names(host).anyMatch(exact::contains);
    }

    // Its name and address, each with and without the domain, and the name it must give as its own.
    private static Stream<String> names(Host host) {
        return Stream.concat(
                        Stream.of(host.name(), host.connection().address())
                                .flatMap(name -> Stream.of(name, firstLabel(name))),
                        host.expectedComputerName().stream())
                .map(ProtectedHosts::fold);
    }

    private static String firstLabel(String name) {
        int dot = name.indexOf('.');
        return dot < 0 || ADDRESS.matcher(name).matches() ? name : name.substring(0, dot);
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
