package io.github.fleetlogoff.planner;

import io.github.fleetlogoff.model.ChangeFactor;
import io.github.fleetlogoff.model.SurveyedPlan;
import java.util.List;
import java.util.function.ToLongFunction;

/// Compares a sweep with earlier runs of the same playbook, before anything is done. What is usual
/// is the median of those runs, of two in the middle the lower.
public final class AnomalyBrake {
    private AnomalyBrake() {}

    /// What a run was about.
    ///
    /// @param sessionsSelected by its survey, at least 0
    /// @param hostsReachable hosts that answered its survey, at least 0
    public record Figures(long sessionsSelected, long hostsReachable) {
        public Figures {
            if (sessionsSelected < 0 || hostsReachable < 0) {
                throw new IllegalArgumentException(
                        "a figure is negative: " + sessionsSelected + ", " + hostsReachable);
            }
        }

        public static Figures of(SurveyedPlan plan) {
            long inWaves = plan.waves().stream().mapToLong(wave -> wave.hosts().size()).sum();
            return new Figures(plan.budget().selected(), inWaves + plan.settled().size());
        }
    }

    /// What the comparison says.
    public sealed interface Finding {
        /// There is nothing to compare with.
        record NoHistory() implements Finding {}

        /// The sweep may act.
        record Usual() implements Finding {}

        /// The sweep must not act.
        ///
        /// @param what is unlike: `sessions selected` or `hosts reachable`
        /// @param now in this sweep
        /// @param usual in earlier ones
        record Unusual(String what, long now, long usual, ChangeFactor allowed) implements Finding {
            /// One sentence for a person, with the figures and the next step.
            public String sentence() {
                return String.format(
                        "%s: %d now, %d in earlier runs, more than --max-change %s apart; look at"
                                + " --dry-run, then give --yes-really",
                        what, now, usual, allowed.text());
            }
        }
    }

    /// Compares. More sessions than usual are unusual, fewer are not; hosts are either way, since
    /// an inventory or a network that is another one shows in them. A usual of 0 counts as 1.
    ///
    /// @param lastRuns the runs to compare with, without dry runs and those that this brake stopped
    public static Finding judge(Figures now, List<Figures> lastRuns, ChangeFactor allowed) {
        if (lastRuns.isEmpty()) {
            return new Finding.NoHistory();
        }
        long sessions = median(lastRuns, Figures::sessionsSelected);
        if (allowed.isExceededBy(now.sessionsSelected, Math.max(1, sessions))) {
            return new Finding.Unusual(
                    "sessions selected", now.sessionsSelected, sessions, allowed);
        }
        long hosts = median(lastRuns, Figures::hostsReachable);
        if (allowed.isExceededBy(now.hostsReachable, Math.max(1, hosts))
                || allowed.isExceededBy(hosts, Math.max(1, now.hostsReachable))) {
            return new Finding.Unusual("hosts reachable", now.hostsReachable, hosts, allowed);
        }
        return new Finding.Usual();
    }

    private static long median(List<Figures> runs, ToLongFunction<Figures> figure) {
        long[] sorted = runs.stream().mapToLong(figure).sorted().toArray();
        return sorted[(sorted.length - 1) / 2];
    }
}
