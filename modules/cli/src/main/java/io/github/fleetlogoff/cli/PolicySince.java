package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.inventory.Spared;
import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.Ceiling;
import io.github.fleetlogoff.model.DurationText;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.RunEvent.PlannedHost;
import io.github.fleetlogoff.model.RunEvent.RunStarted;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.SitePolicy;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.runner.Forbidden;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the policy in force makes of a run that began under another one. It only narrows: what the
/// run began with holds too.
record PolicySince(RunStarted start, SitePolicy policy) {

    /// Who came under protection is left alone.
    Sweep sweep() {
        Sweep sweep = start.sweep();
        return isList() ? sweep : sweep.of(sweep.selector().sparing(policy.users()));
    }

    Safeguards safeguards() {
        return isList() ? start.safeguards() : start.safeguards().within(policy);
    }

    Forbidden forbidden() {
        return isList() ? Forbidden.NOTHING : new Forbidden(hosts(), ending().orElse(null));
    }

    /// What is to be told of it, a sentence each.
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (isList()) {
            return notes;
        }
        int hosts = hosts().size();
        if (hosts > 0) {
            notes.add(
                    "the site policy protects "
                            + Counted.of(hosts, "host")
                            + " of this run now: what was not done there is left");
        }
        Ceiling bound = policy.maxLogoffs();
        if (bound != null
                && !safeguards().guards().equals(start.safeguards().guards())
                && ending().isEmpty()) {
            notes.add(
                    "the site policy now ends at most "
                            + bound.text()
                            + " sessions, those that this run has ended included");
        }
        return notes;
    }

    private boolean isList() {
        return start.sweep().action() == Action.LIST;
    }

    private Set<String> hosts() {
        List<Host> all = start.hosts().stream().map(PlannedHost::host).toList();
        return Spared.of(all, all, policy.hosts(), start.sweep().anyComputerName())
                .spared()
                .stream()
                .map(Host::name)
                .collect(Collectors.toSet());
    }

    // What the run would need from its beginning on and does not have.
    private Optional<String> ending() {
        if (start.sweep().dryRun()) {
            return Optional.empty();
        }
        Duration least = policy.leastGrace();
        if (least != null && start.safeguards().graceOrNone().compareTo(least) < 0) {
            return Optional.of(
                    "the site policy now requires a warning at least "
                            + DurationText.format(least)
                            + " before a session ends, and this run gives "
                            + (start.safeguards().warning() == null
                                    ? "none"
                                    : DurationText.format(start.safeguards().graceOrNone()))
                            + ": begin a new one with --warn");
        }
        Ceiling bound = policy.maxLogoffs();
        boolean counts =
                start.safeguards().needSurvey() || start.header().origin().source().plan() != null;
        return bound == null || counts
                ? Optional.empty()
                : Optional.of(
                        "the site policy now ends at most "
                                + bound.text()
                                + " sessions, and this run does not count them: begin a new one");
    }
}
