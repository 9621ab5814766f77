package io.github.fleetlogoff.report;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.Word;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A run in the list of runs.
///
/// @param finishedAt absent for an unfinished run
/// @param hosts how many were planned
/// @param exitCode what the program ended with, absent for an unfinished run
public record RunSummary(
        String id,
        Action action,
        State state,
        Instant startedAt,
        @Nullable Instant finishedAt,
        int hosts,
        @Nullable Integer exitCode) {

    /// Whether a run was brought to its end.
    public enum State implements Word {
        /// Every host has its outcome.
        FINISHED("finished"),
        /// Still going on, or ended by a crash: the journal alone cannot tell the two apart.
        UNFINISHED("unfinished");

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

    static RunSummary of(RunReport report) {
        boolean finished = report.finishedAt() != null;
        return new RunSummary(
                report.header().id(),
                report.sweep().action(),
                finished ? State.FINISHED : State.UNFINISHED,
                report.header().startedAt(),
                report.finishedAt(),
                report.hosts().size(),
                finished ? ExitCode.of(report).number() : null);
    }
}
