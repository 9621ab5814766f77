package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.RunProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The processes of this computer.
///
/// @param computer its name
record RunProcesses(String computer) {
    // Linux tells a start as seconds since the computer's own, and rounds that.
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /// This process.
    RunProcess own() {
        ProcessHandle own = ProcessHandle.current();
        return new RunProcess(own.pid(), own.info().startInstant().orElse(null), computer);
    }

    /// Whether that process is still there. One of another computer cannot be seen, so it is not.
    boolean lives(RunProcess process) {
        return process.computer().equals(computer)
                && ProcessHandle.of(process.pid())
                        .filter(ProcessHandle::isAlive)
                        .filter(found -> sameStart(process, found.info().startInstant()))
                        .isPresent();
    }

    // Where the system tells no start of one of the two, the number has to do.
    private static boolean sameStart(RunProcess process, Optional<Instant> start) {
        Instant known = process.startedAt();
        return known == null
                || start.isEmpty()
                || Duration.between(known, start.get()).abs().compareTo(TOLERANCE) <= 0;
    }
}
