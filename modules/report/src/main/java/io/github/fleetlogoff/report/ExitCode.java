package io.github.fleetlogoff.report;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.RunEvent.RunStopping;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.StopCause;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The exit code of the program. Where several apply, the one that stands first here wins; usage
/// and lock never meet the others, because nothing was begun.
public enum ExitCode {
    /// A fault of the program, a journal that could not be written, a run that was never brought to
    /// its end.
    INTERNAL(1),
    /// Ctrl-C.
    INTERRUPTED(130),
    /// SIGTERM.
    TERMINATED(143),
    /// Stopped by a guard: budget, failures, blackout, change.
    GUARD(5),
    /// A session failed, is stuck or unverified, or another computer answered under a host's name.
    FAILED(3),
    /// Credentials or rights refused.
    REFUSED(6),
    /// Hosts that could not be worked: unreachable, timed out, protocol error, or not tried because
    /// the breaker had opened on such hosts.
    UNWORKED(4),
    /// Options, inventory or playbook invalid; nothing was touched.
    USAGE(2),
    /// Another run holds the lock.
    LOCKED(7),
    /// All planned sessions verified, spared or gone by themselves, or nothing to do.
    DONE(0);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /// What the program hands to `exit`.
    public int number() {
        return number;
    }

    /// The code of a run.
    ///
    /// `--fail-on` narrows what counts to the hosts and sessions with those outcome words; it makes
    /// no outcome count that does not count without it, and never hides that the run was stopped or
    /// ended by a fault. An unfinished run nobody stopped was ended by a fault.
    public static ExitCode of(RunReport report) {
        Set<ExitCode> apply = EnumSet.of(DONE);
        if (report.finishedAt() == null && report.stops().isEmpty()) {
            apply.add(INTERNAL);
        }
        Optional<ExitCode> stopped = ofStops(report.stops());
        stopped.ifPresent(apply::add);
        List<String> failOn = report.header().failOn();
        for (RunReport.Entry entry : report.hosts()) {
            HostReport host = entry.result();
            if (counts(failOn, host.outcome().word())) {
                apply.add(of(host, stopped.orElse(null)));
            }
            for (SessionReport session : host.sessions()) {
                if (counts(failOn, session.outcome().word())) {
                    apply.add(of(session.outcome()));
                }
            }
        }
        return apply.iterator().next();
    }

    /// The outcome words that can make a run fail: those that `--fail-on` takes.
    public static SortedSet<String> failingWords() {
        SortedSet<String> words = new TreeSet<>();
        for (HostOutcome outcome : HostOutcome.values()) {
            if (outcome == HostOutcome.NOT_ATTEMPTED || of(outcome) != DONE) {
                words.add(outcome.word());
            }
        }
        for (SessionOutcome outcome : SessionOutcome.values()) {
            if (of(outcome) != DONE) {
                words.add(outcome.word());
            }
        }
        return words;
    }

    /// The code of a program that ends with this fault.
    public static ExitCode of(FleetException.Code fault) {
        return switch (fault) {
            case USAGE, INVENTORY, CREDENTIAL -> USAGE;
            case LOCKED -> LOCKED;
            case JOURNAL, INTERNAL -> INTERNAL;
        };
    }

    /// The code of a run's stop: a fault before a signal, of two signals the first, and both before
    /// a guard.
    static Optional<ExitCode> ofStops(List<RunStopping> stops) {
        List<ExitCode> codes =
                stops.stream().map(stop -> of(stop.cause())).filter(code -> code != GUARD).toList();
        if (codes.isEmpty() && !stops.isEmpty()) {
            return Optional.of(GUARD);
        }
        return codes.contains(INTERNAL) ? Optional.of(INTERNAL) : codes.stream().findFirst();
    }

    /// What one host's outcome alone makes of the exit code, its sessions aside; [#DONE] where it
    /// is no failure.
    ///
    /// @param stopped the code of the run's stop, absent where it was not stopped
    static ExitCode of(HostReport host, @Nullable ExitCode stopped) {
        NotAttemptedReason reason = host.reason();
        return reason == null ? of(host.outcome()) : of(reason, stopped);
    }

    /// What one session makes of it. One that was not reached counts by its host.
    static ExitCode of(SessionOutcome outcome) {
        return outcome.isTrouble() ? FAILED : DONE;
    }

    private static ExitCode of(HostOutcome outcome) {
        return switch (outcome) {
            case COMPLETED, NOTHING_TO_DO, NO_USERS -> DONE;
            case FAILED, WRONG_HOST -> FAILED;
            case UNREACHABLE, TIMED_OUT, PROTOCOL_ERROR -> UNWORKED;
            case ACCESS_DENIED, AUTH_FAILED -> REFUSED;
            case NOT_ATTEMPTED ->
                    throw new IllegalStateException("a host that was not attempted has a reason");
        };
    }

    private static ExitCode of(NotAttemptedReason reason, @Nullable ExitCode stopped) {
        return switch (reason) {
            case STOPPED -> stopped == null ? INTERNAL : stopped;
            case CREDENTIAL -> REFUSED;
            case BREAKER -> UNWORKED;
            case BUDGET, FAILURES, BLACKOUT, CHANGE -> GUARD;
        };
    }

    private static ExitCode of(StopCause cause) {
        return switch (cause) {
            case FAULT -> INTERNAL;
            case INTERRUPTED -> INTERRUPTED;
            case TERMINATED -> TERMINATED;
            case GUARD -> GUARD;
        };
    }

    private static boolean counts(List<String> failOn, String word) {
        return failOn.isEmpty() || failOn.contains(word);
    }
}
