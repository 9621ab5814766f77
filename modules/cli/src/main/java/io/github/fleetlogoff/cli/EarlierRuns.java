package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.RunEvent.RunStarted;
import io.github.fleetlogoff.model.RunOrigin;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.Surveyed;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.planner.AnomalyBrake;
import io.github.fleetlogoff.report.RunFold;
import io.github.fleetlogoff.report.RunReport;
import io.github.fleetlogoff.report.RunStore;
import java.util.Collection;
import java.util.List;

/// The runs that a sweep is compared with: the last ones of the same playbook; where there is none,
/// those without one that chose the same sessions from the same inventories.
///
/// @param own the id of the run itself, which is none of them
record EarlierRuns(RunStore store, String own, RunOrigin origin, Sweep sweep) {
    private static final int MOST = 7;

    List<AnomalyBrake.Figures> figures() {
        // Some of them may have been stopped by the brake.
        return store.newest(this::isAlike, 3 * MOST).stream()
                .filter(fold -> !wasBraked(fold) && wasSurveyed(fold))
                .map(EarlierRuns::figures)
                .filter(figures -> figures.hostsReachable() > 0)
                .limit(MOST)
                .toList();
    }

    private boolean isAlike(RunStarted start) {
        if (start.header().id().equals(own)
                || start.sweep().dryRun()
                || start.sweep().action() == Action.LIST) {
            return false;
        }
        String playbook = start.header().origin().source().playbook();
        return origin.source().playbook() == null
                ? playbook == null
                        && start.sweep().selector().equals(sweep.selector())
                        && start.header().origin().inventories().equals(origin.inventories())
                : origin.source().playbook().equals(playbook);
    }

    private static boolean wasBraked(RunFold fold) {
        return fold.report().hosts().stream()
                .anyMatch(entry -> entry.result().reason() == NotAttemptedReason.CHANGE);
    }

    // One that ended while its hosts were asked knows a part of them.
    private static boolean wasSurveyed(RunFold fold) {
        RunReport report = fold.report();
        return fold.remainder().phases().wave() > 0
                || (report.finishedAt() != null && report.stops().isEmpty());
    }

    private static AnomalyBrake.Figures figures(RunFold fold) {
        Collection<Surveyed> surveys = fold.remainder().phases().surveys().values();
        long sessions =
                surveys.stream()
                        .flatMap(one -> one.report().sessions().stream())
                        .filter(row -> row.outcome() == SessionOutcome.WOULD_LOG_OFF)
                        .count();
        return new AnomalyBrake.Figures(sessions, surveys.size());
    }
}
