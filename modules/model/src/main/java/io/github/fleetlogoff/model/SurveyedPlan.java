package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// What a sweep is to do after its hosts were asked: which logons, on which hosts, in which wave.
/// Every host that was asked is in it exactly once.
///
/// @param waves hosts with sessions to end, in the order in which they are worked; none is empty
/// @param settled hosts that answered and have nothing to end, with their outcome; they are in no
///   wave, so that a canary always proves something
/// @param unanswered hosts that did not answer the survey, with their outcome; they are in no wave
public record SurveyedPlan(
        Sweep sweep,
        Safeguards safeguards,
        List<SurveyedWave> waves,
        List<HostReport> settled,
        List<HostReport> unanswered,
        Budget budget) {

    /// Hosts worked together.
    ///
    /// @param number from 1
    public record SurveyedWave(int number, List<HostPlan> hosts) {
        public SurveyedWave {
            hosts = List.copyOf(hosts);
            if (number < 1 || hosts.isEmpty()) {
                throw new IllegalArgumentException("a wave has a number and a host: " + number);
            }
        }
    }

    /// A host and the sessions that are to end there.
    ///
    /// @param sessions at least one, in the order of the survey
    /// @param survey what the host answered; a session of it that is not planned keeps that outcome
    public record HostPlan(Host host, List<PlannedSession> sessions, HostReport survey) {
        public HostPlan {
            requireNonNull(host, "host is null");
            requireNonNull(survey, "survey is null");
            sessions = List.copyOf(sessions);
            if (sessions.isEmpty()) {
                throw new IllegalArgumentException("nothing is planned on " + host.name());
            }
        }
    }

    /// How many sessions may be ended.
    ///
    /// @param selected sessions that the survey selected
    /// @param most sessions that may be ended, at most `selected`
    public record Budget(long selected, long most) {
        public Budget {
            if (most < 0 || most > selected) {
                throw new IllegalArgumentException(
                        "most is not between 0 and " + selected + ": " + most);
            }
        }

        /// Whether sessions are left over that the budget does not reach.
        public boolean fallsShort() {
            return most < selected;
        }
    }

    public SurveyedPlan {
        requireNonNull(sweep, "sweep is null");
        requireNonNull(safeguards, "safeguards is null");
        requireNonNull(budget, "budget is null");
        waves = List.copyOf(waves);
        settled = List.copyOf(settled);
        unanswered = List.copyOf(unanswered);
        Set<String> names = new HashSet<>();
        Stream.of(
                        waves.stream()
                                .flatMap(wave -> wave.hosts().stream())
                                .map(plan -> plan.host().name()),
                        Stream.concat(settled.stream(), unanswered.stream()).map(HostReport::host))
                .flatMap(hosts -> hosts)
                .forEach(host -> {
                    if (!names.add(host.toLowerCase(Locale.ROOT))) {
                        throw new IllegalArgumentException("host is in the plan twice: " + host);
                    }
                });
        long planned =
                waves.stream()
                        .flatMap(wave -> wave.hosts().stream())
                        .mapToLong(plan -> plan.sessions().size())
                        .sum();
        if (planned != budget.selected()) {
            throw new IllegalArgumentException(
                    "the budget counts " + budget.selected() + " sessions, the waves " + planned);
        }
    }
}
