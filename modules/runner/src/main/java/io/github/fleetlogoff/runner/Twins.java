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
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Finds the hosts of a plan that are one computer under two names: by their addresses before they
/// are worked, and by their answers where there was no survey (docs/decisions/0035). Lists show
/// both. Thread-safe.
final class Twins {
    private static final String NEXT_STEP = ": take one of the two out of the inventory";

    private final Plan plan;
    private final Map<String, List<First>> byComputer = new HashMap<>();

    private record First(HostReport report, Computer computer) {}

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
        Optional<First> same =
                known.stream()
                        .filter(first ->
                                !Collections.disjoint(first.computer.logons(), computer.logons()))
                        .findFirst();
        if (same.isPresent()) {
            return answer.with(second(answer.report(), computer.name(), same.get().report));
        }
        Optional<First> namesake =
                known.stream().filter(first -> mayBeOne(first, answer.report())).findFirst();
        known.add(new First(answer.report(), computer));
        return namesake.map(first ->
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

    // Two domains may each have a computer of that name.
    private static boolean mayBeOne(First first, HostReport report) {
        return !label(first.report.host()).equalsIgnoreCase(label(report.host()))
                || first.report.host().indexOf('.') < 0
                || report.host().indexOf('.') < 0;
    }

    private static String label(String host) {
        int dot = host.indexOf('.');
        return dot < 0 ? host : host.substring(0, dot);
    }

    // A session that ended under the first name, or fared alike, is not told again.
    private static HostReport second(HostReport report, String computer, HostReport first) {
        List<SessionReport> left =
                report.sessions().stream().filter(row -> !isTold(row, first)).toList();
        HostReport told =
                with(
                        report,
                        "this is the computer "
                                + computer
                                + ", which is worked under the name "
                                + first.host()
                                + " too"
                                + NEXT_STEP,
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

    private static boolean isOver(HostOutcome outcome) {
        return outcome == HostOutcome.COMPLETED || outcome == HostOutcome.FAILED;
    }

    private static boolean isTold(SessionReport row, HostReport first) {
        SessionIdentity identity = SessionIdentity.of(row.session());
        return first.sessions().stream()
                .filter(told -> identity.isOf(told.session()))
                .map(SessionReport::outcome)
                .anyMatch(told -> told == row.outcome() || isEnded(told));
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
