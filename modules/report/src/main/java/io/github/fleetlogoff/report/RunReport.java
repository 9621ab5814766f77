package io.github.fleetlogoff.report;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.RunEvent.PlannedHost;
import io.github.fleetlogoff.model.RunEvent.RunStopping;
import io.github.fleetlogoff.model.RunHeader;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.Sweep;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What became of a run: every host of the plan once, in inventory order.
///
/// @param finishedAt absent where the run has not ended, or was ended by a crash
/// @param stops why no further host was begun, the earliest first; empty for a run that went
///   through
/// @param waves in their order; empty where the hosts were worked all at once
/// @param refusedLogons logons that the hosts refused, all together: lockout policies count them
public record RunReport(
        RunHeader header,
        Sweep sweep,
        @Nullable Instant finishedAt,
        List<RunStopping> stops,
        List<Wave> waves,
        List<Entry> hosts,
        int refusedLogons) {

    /// A host as it was planned, and what became of it.
    ///
    /// @param result its sessions are those that the report holds: of a list all, else every one
    ///   but the listed ones
    public record Entry(PlannedHost planned, HostReport result) {
        public Entry {
            requireNonNull(planned, "planned is null");
            requireNonNull(result, "result is null");
            if (!planned.name().equals(result.host())) {
                throw new IllegalArgumentException(result.host() + " is not " + planned.name());
            }
        }
    }

    /// Hosts that were acted on together.
    ///
    /// @param number from 1
    /// @param graceEnds when the time ended that its users were given; absent where they were given
    ///   none
    /// @param latest when the last of its hosts had its outcome
    /// @param hosts that were acted on in it
    public record Wave(
            int number, Instant began, @Nullable Instant graceEnds, Instant latest, int hosts) {
        public Wave {
            requireNonNull(began, "began is null");
            requireNonNull(latest, "latest is null");
        }
    }

    /// What the report holds, counted. Outcomes that did not occur are not in the maps, the others
    /// are in the order of their enum.
    public record Totals(
            int hosts,
            Map<HostOutcome, Integer> hostsByOutcome,
            int sessions,
            Map<SessionOutcome, Integer> sessionsByOutcome) {}

    public RunReport {
        requireNonNull(header, "header is null");
        requireNonNull(sweep, "sweep is null");
        stops = List.copyOf(stops);
        waves = List.copyOf(waves);
        hosts = List.copyOf(hosts);
    }

    /// From the start to the end, nothing where the clock was set back in between; empty for a run
    /// without an end.
    public Optional<Duration> duration() {
        return Optional.ofNullable(finishedAt)
                .map(end -> Duration.between(header.startedAt(), end))
                .map(spent -> spent.isNegative() ? Duration.ZERO : spent);
    }

    public Totals totals() {
        Map<HostOutcome, Integer> byHost = new EnumMap<>(HostOutcome.class);
        Map<SessionOutcome, Integer> bySession = new EnumMap<>(SessionOutcome.class);
        int sessions = 0;
        for (Entry entry : hosts) {
            byHost.merge(entry.result().outcome(), 1, Integer::sum);
            for (SessionReport session : entry.result().sessions()) {
                bySession.merge(session.outcome(), 1, Integer::sum);
                sessions++;
            }
        }
        return new Totals(
                hosts.size(),
                Collections.unmodifiableMap(byHost),
                sessions,
                Collections.unmodifiableMap(bySession));
    }
}
