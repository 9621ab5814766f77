package io.github.fleetlogoff.model;

import java.util.ArrayList;
import java.util.List;

/// What a sweep does, in this order. [#WARN], [#GRACE] and [#ACT] happen once for each wave.
public enum Phase implements Word {
    /// Every host is asked, read-only, what the selector means there.
    SURVEY("survey"),
    /// The answers become a [SurveyedPlan], and the guards look at it.
    PLAN("plan"),
    /// The users of the wave are told.
    WARN("warn"),
    /// They have time; no connection is held.
    GRACE("grace"),
    /// Sessions end. Each is read again, compared with its identity and verified gone in the
    /// process on the host that ends it.
    ACT("act"),
    /// Hosts that may have acted without saying so are asked again, read-only.
    VERIFY("verify"),
    /// The outcomes are written down.
    REPORT("report");

    private final String word;

    Phase(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    /// The phases of a sweep. One that needs no survey decides on the host, in the conversation
    /// that acts; a dry run ends with the plan.
    public static List<Phase> of(Sweep sweep, Safeguards safeguards) {
        List<Phase> phases = new ArrayList<>();
        boolean ends = sweep.action() != Action.LIST && !sweep.dryRun();
        if (!ends || safeguards.needSurvey()) {
            phases.add(SURVEY);
        }
        if (sweep.action() != Action.LIST && safeguards.needSurvey()) {
            phases.add(PLAN);
        }
        if (ends) {
            if (safeguards.warning() != null) {
                phases.addAll(List.of(WARN, GRACE));
            }
            phases.addAll(List.of(ACT, VERIFY));
        }
        phases.add(REPORT);
        return List.copyOf(phases);
    }
}
