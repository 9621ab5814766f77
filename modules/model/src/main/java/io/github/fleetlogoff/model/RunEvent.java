package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing that happened in a run. A run is its events: journal, progress and report are folds
/// over them.
public sealed interface RunEvent {

    Instant at();

    /// The first event of every run.
    ///
    /// @param hosts every host of the plan, in inventory order
    record RunStarted(
            Instant at,
            RunHeader header,
            Sweep sweep,
            Safeguards safeguards,
            Limits limits,
            List<PlannedHost> hosts)
            implements RunEvent {
        public RunStarted {
            requireNonNull(at, "at is null");
            requireNonNull(header, "header is null");
            requireNonNull(sweep, "sweep is null");
            requireNonNull(safeguards, "safeguards is null");
            requireNonNull(limits, "limits is null");
            hosts = List.copyOf(hosts);
        }
    }

    /// A host of the plan, whole: whoever takes the run up again needs no inventory. Its credential
    /// is named only.
    record PlannedHost(Host host) {
        public PlannedHost {
            requireNonNull(host, "host is null");
        }

        public static PlannedHost of(Host host) {
            return new PlannedHost(host);
        }

        /// Its name in the inventory.
        public String name() {
            return host.name();
        }

        /// Where it is reached.
        public String address() {
            return host.connection().address();
        }

        /// The site it belongs to, absent = none named.
        public @Nullable String site() {
            return host.site();
        }
    }

    /// A run that was stopped, or whose process had died, goes on. What was said of its end before
    /// no longer holds: neither the stop, nor that hosts were not attempted because of it.
    ///
    /// @param operator who takes it up, as `user@computer`
    /// @param process that works it from here on
    record RunResumed(Instant at, String operator, RunProcess process) implements RunEvent {
        public RunResumed {
            requireNonNull(at, "at is null");
            requireNonNull(operator, "operator is null");
            requireNonNull(process, "process is null");
        }
    }

    /// A host answered the survey. Nothing was done there.
    ///
    /// @param survey what a dry run of the sweep says of it; the latest one counts
    /// @param computer the computer's own name as it answered, absent where it did not
    record HostSurveyed(Instant at, HostReport survey, @Nullable String computer)
            implements RunEvent {
        public HostSurveyed {
            requireNonNull(at, "at is null");
            requireNonNull(survey, "survey is null");
        }
    }

    /// A wave begins: its users are told, have time, and its sessions end. The one before is over.
    ///
    /// @param number from 1
    record WaveBegan(Instant at, int number) implements RunEvent {
        public WaveBegan {
            requireNonNull(at, "at is null");
            if (number < 1) {
                throw new IllegalArgumentException("number is below 1: " + number);
            }
        }
    }

    /// The users of a host were told.
    ///
    /// @param warning what became of the message, session by session
    record HostWarned(Instant at, HostReport warning) implements RunEvent {
        public HostWarned {
            requireNonNull(at, "at is null");
            requireNonNull(warning, "warning is null");
        }
    }

    /// The users of the wave have been told and have time from here on.
    ///
    /// @param ends when their sessions end
    record GraceBegan(Instant at, Instant ends) implements RunEvent {
        public GraceBegan {
            requireNonNull(at, "at is null");
            requireNonNull(ends, "ends is null");
        }

        /// The time that is left, also for a process that takes the run up. A clock that was set
        /// back makes it no longer than it was.
        public Duration left(Instant now) {
            Duration left = Duration.between(now.isBefore(at) ? at : now, ends);
            return left.isNegative() ? Duration.ZERO : left;
        }
    }

    /// A conversation with a host begins.
    ///
    /// @param attempt from 1
    record HostStarted(Instant at, String host, int attempt) implements RunEvent {
        public HostStarted {
            requireNonNull(at, "at is null");
            requireNonNull(host, "host is null");
        }
    }

    /// The command is about to be delivered: from here on the host may act.
    ///
    /// @param sessions what it may end, by identity; absent = the host finds out by the selector
    record HostActing(Instant at, String host, @Nullable List<Session> sessions)
            implements RunEvent {
        public HostActing {
            requireNonNull(at, "at is null");
            requireNonNull(host, "host is null");
            sessions = sessions == null ? null : List.copyOf(sessions);
        }
    }

    /// A host has its outcome. Exactly one per host and run.
    record HostFinished(Instant at, HostReport report) implements RunEvent {
        public HostFinished {
            requireNonNull(at, "at is null");
            requireNonNull(report, "report is null");
        }
    }

    /// No further host is begun.
    record RunStopping(Instant at, StopCause cause, String message) implements RunEvent {
        public RunStopping {
            requireNonNull(at, "at is null");
            requireNonNull(cause, "cause is null");
            requireNonNull(message, "message is null");
        }
    }

    /// The last event of a run whose every host has its outcome.
    record RunFinished(Instant at) implements RunEvent {
        public RunFinished {
            requireNonNull(at, "at is null");
        }
    }
}
