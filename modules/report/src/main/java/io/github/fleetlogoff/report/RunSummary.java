package io.github.fleetlogoff.report;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.RunProcess;
import io.github.fleetlogoff.model.Word;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A run in the list of runs.
///
/// @param finishedAt absent where the end was not written
/// @param hosts how many were planned
/// @param exitCode what the program ended with, absent where the end was not written
public record RunSummary(
        String id,
        Action action,
        State state,
        Instant startedAt,
        @Nullable Instant finishedAt,
        int hosts,
        @Nullable Integer exitCode) {

    /// Where a run stands.
    public enum State implements Word {
        /// A living process works it.
        RUNNING("running"),
        /// Every host has an outcome that stands.
        FINISHED("finished"),
        /// Stopped, or ended with its process: the resume command completes it.
        INTERRUPTED("interrupted");

        private final String word;

        State(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    public RunSummary {
        requireNonNull(id, "id is null");
        requireNonNull(action, "action is null");
        requireNonNull(state, "state is null");
        requireNonNull(startedAt, "startedAt is null");
    }

    /// @param lives whether a process is still there
    static RunSummary of(RunFold fold, Predicate<RunProcess> lives) {
        RunReport report = fold.report();
        boolean ended = report.finishedAt() != null;
        return new RunSummary(
                report.header().id(),
                report.sweep().action(),
                state(fold, ended, lives),
                report.header().startedAt(),
                report.finishedAt(),
                report.hosts().size(),
                ended ? ExitCode.of(report).number() : null);
    }

    private static State state(RunFold fold, boolean ended, Predicate<RunProcess> lives) {
        if (ended) {
            return fold.remainder().isEmpty() ? State.FINISHED : State.INTERRUPTED;
        }
        return lives.test(fold.process()) ? State.RUNNING : State.INTERRUPTED;
    }
}
