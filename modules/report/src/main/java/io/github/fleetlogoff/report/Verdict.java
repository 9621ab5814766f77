package io.github.fleetlogoff.report;

import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.SessionReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a host's outcome means for who reads the report: the worst of its own and of its sessions',
/// by the same rules as the exit code, `--fail-on` included.
enum Verdict {
    /// Nothing to do about it.
    SOUND(0),
    /// Never tried.
    LEFT(1),
    /// It could not be worked, or refused us.
    OUT_OF_REACH(2),
    /// A session that should be gone is not, or is not known to be; or another computer answered.
    FAILED(3);

    private final int weight;

    Verdict(int weight) {
        this.weight = weight;
    }

    /// How bad it is; what is worse has more.
    int weight() {
        return weight;
    }

    /// Judges the hosts of a report.
    static Judge of(RunReport report) {
        @Nullable ExitCode stopped = ExitCode.ofStops(report.stops()).orElse(null);
        List<String> failOn = report.header().failOn();
        return host -> of(host, failOn, stopped);
    }

    /// Judges a host.
    @FunctionalInterface
    interface Judge {
        Verdict of(HostReport host);
    }

    private static Verdict of(HostReport host, List<String> failOn, @Nullable ExitCode stopped) {
        for (SessionReport session : host.sessions()) {
            if (counts(failOn, session.outcome().word())
                    && ExitCode.of(session.outcome()) == ExitCode.FAILED) {
                return FAILED;
            }
        }
        if (host.outcome() == HostOutcome.NOT_ATTEMPTED) {
            return LEFT;
        }
        return counts(failOn, host.outcome().word()) ? of(ExitCode.of(host, stopped)) : SOUND;
    }

    private static Verdict of(ExitCode code) {
        return switch (code) {
            case DONE -> SOUND;
            case FAILED -> FAILED;
            case INTERNAL, INTERRUPTED, TERMINATED, GUARD, REFUSED, UNWORKED, USAGE, LOCKED ->
                    OUT_OF_REACH;
        };
    }

    private static boolean counts(List<String> failOn, String word) {
        return failOn.isEmpty() || failOn.contains(word);
    }
}
