package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Finding.Grade;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What was found on the way to a host.
///
/// @param findings each check once, in their order
/// @param advice what its endpoints said
public record Checkup(Host host, List<Finding> findings, EndpointAdvice advice) {
    /// What a check says that nobody made, because an earlier one failed.
    public static final String NOT_REACHED = "it did not come to that";

    public Checkup {
        requireNonNull(host, "host is null");
        requireNonNull(advice, "advice is null");
        findings = List.copyOf(findings);
        if (!findings.stream().map(Finding::check).toList().equals(List.of(Check.values()))) {
            throw new IllegalArgumentException("not each check once and in order: " + findings);
        }
    }

    /// Puts findings together. A check that nobody made is not checked; where there are two of one
    /// check, the first counts.
    public static Checkup of(Host host, List<Finding> some) {
        return of(host, some, EndpointAdvice.NONE);
    }

    /// The same with what the endpoints said.
    public static Checkup of(Host host, List<Finding> some, EndpointAdvice advice) {
        Map<Check, Finding> found = new EnumMap<>(Check.class);
        some.forEach(finding -> found.putIfAbsent(finding.check(), finding));
        List<Finding> all = new ArrayList<>();
        for (Check check : Check.values()) {
            Finding finding = found.get(check);
            all.add(finding == null ? Finding.notChecked(check, NOT_REACHED) : finding);
        }
        return new Checkup(host, all, advice);
    }

    /// The checks that failed, in their order.
    public Stream<Check> failures() {
        return findings.stream().filter(Finding::hasFailed).map(Finding::check);
    }

    /// The grade of a check.
    public Grade grade(Check check) {
        return findings.stream()
                .filter(finding -> finding.check() == check)
                .map(Finding::grade)
                .findFirst()
                .orElse(Grade.NOT_CHECKED);
    }
}
