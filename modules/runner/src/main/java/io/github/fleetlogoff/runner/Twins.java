package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.Plan;
import io.github.fleetlogoff.model.SessionIdentity;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the hosts of a plan that are one computer under two names: by their addresses before they
/// are worked, and by their answers where there was no survey (docs/decisions/0035). Lists show
/// both. Thread-safe.
final class Twins {
    private static final String NEXT_STEP = ": take one of the two out of the inventory";

    private final Plan plan;
    private final Map<String, List<First>> byComputer = new HashMap<>();

    private record First(HostReport report, Computer computer) {
        boolean mayBe(String host) {
            return !Host.areInTwoDomains(report.host(), host);
        }
    }

    Twins(Plan plan) {
        this.plan = plan;
    }

    /// The outcomes of hosts that are worked under another name, and not connected to.
    ///
    /// @param open whether a host is still to be worked
    List<HostReport> unasked(Predicate<Host> open) {
        List<HostReport> reports = new ArrayList<>();
        if (touches()) {
            plan.doubles()
                    .forEach((host, first) -> {
                        if (open.test(host)) {
                            reports.add(unasked(host.name(), first));
                        }
                    });
        }
        return reports;
    }

    private boolean touches() {
        return plan.sweep().action() != Action.LIST;
    }

    private static HostReport unasked(String host, Host first) {
        return new HostReport(
                host,
                HostOutcome.NOTHING_TO_DO,
                null,
                HostReport.Effort.NONE,
                "not asked: it has the address of "
                        + first.name()
                        + ", which is asked in its place"
                        + NEXT_STEP,
                null,
                List.of());
    }

    /// What is to be said of an answer, by those before it.
    synchronized Answer told(Answer answer) {
        Computer computer = answer.computer();
        if (computer == null || !answer.isTold() || !touches()) {
            return answer;
        }
        List<First> known =
                byComputer.computeIfAbsent(
                        computer.name().toUpperCase(Locale.ROOT), _ -> new ArrayList<>(1));
        if (known.isEmpty()) {
            // Nearly every host: a run has few computers with several names.
            known.add(new First(answer.report(), computer));
            return answer;
        }
        List<First> namesakes =
                known.stream().filter(first -> first.mayBe(answer.report().host())).toList();
        List<HostReport> same =
                namesakes.stream()
                        .filter(first ->
                                !Collections.disjoint(first.computer.logons(), computer.logons()))
                        .map(First::report)
                        .toList();
        known.add(new First(answer.report(), computer));
        if (!same.isEmpty()) {
            return answer.with(second(answer.report(), computer.name(), same));
        }
        return namesakes.stream()
                .findFirst()
                .map(first ->
                        answer.with(
                                with(
                                        answer.report(),
                                        "this computer calls itself "
                                                + computer.name()
                                                + ", as "
                                                + first.report.host()
                                                + " does, and may be the same"
                                                + NEXT_STEP,
                                        answer.report().sessions())))
                .orElse(answer);
    }

    // A session that ended under a name before, or fared alike there, is not told again.
    private static HostReport second(HostReport report, String computer, List<HostReport> before) {
        List<SessionReport> left =
                report.sessions().stream().filter(row -> !isTold(row, before)).toList();
        HostReport told =
                with(
                        report,
                        "this is the computer "
                                + computer
                                + ", which is worked under the name "
                                + before.getFirst().host()
                                + " too"
                                + NEXT_STEP
                                + corrected(left, before),
                        left);
        boolean trouble = left.stream().anyMatch(row -> row.outcome().isTrouble());
        boolean mended = !trouble && report.sessions().size() > left.size();
        return mended && isOver(report.outcome())
                ? new HostReport(
                        told.host(),
                        left.isEmpty() ? HostOutcome.NOTHING_TO_DO : HostOutcome.COMPLETED,
                        0,
                        told.effort(),
                        told.message(),
                        null,
                        left)
                : told;
    }

    // The outcome of the other name stands by now.
    private static String corrected(List<SessionReport> rows, List<HostReport> before) {
        String ended =
                rows.stream()
                        .filter(row -> isEnded(row.outcome()))
                        .map(row -> SessionIdentity.of(row.session()))
                        .filter(identity ->
                                outcomes(identity, before)
                                        .anyMatch(told -> told == SessionOutcome.GONE))
                        .map(SessionIdentity::toString)
                        .collect(Collectors.joining(", "));
        return ended.isEmpty() ? "" : "; told as gone there, and ended here: " + ended;
    }

    private static boolean isOver(HostOutcome outcome) {
        return outcome == HostOutcome.COMPLETED || outcome == HostOutcome.FAILED;
    }

    private static boolean isTold(SessionReport row, List<HostReport> before) {
        return outcomes(SessionIdentity.of(row.session()), before)
                .anyMatch(told -> told == row.outcome() || isEnded(told));
    }

    private static Stream<SessionOutcome> outcomes(
            SessionIdentity identity, List<HostReport> reports) {
        return reports.stream()
                .flatMap(report -> report.sessions().stream())
                .filter(row -> identity.isOf(row.session()))
                .map(SessionReport::outcome);
    }

    private static boolean isEnded(SessionOutcome outcome) {
        return outcome == SessionOutcome.LOGGED_OFF || outcome == SessionOutcome.RESET;
    }

    private static HostReport with(
            HostReport report, String message, List<SessionReport> sessions) {
        @Nullable String before = report.message();
        return new HostReport(
                report.host(),
                report.outcome(),
                report.exitCode(),
                report.effort(),
                before == null ? message : message + "; " + before,
                report.reason(),
                sessions);
    }
}
