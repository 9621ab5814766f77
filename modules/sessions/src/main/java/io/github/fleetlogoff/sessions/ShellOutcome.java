package io.github.fleetlogoff.sessions;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a run in a remote shell ended.
public sealed interface ShellOutcome {

    /// The command ended and its output was read whole.
    ///
    /// @param stdout bytes as the host sent them, in the code page that was asked for (65001)
    /// @param exitCode absent where the host said Done without one
    @SuppressWarnings("ArrayRecordComponent") // bytes of an answer: read once, never compared
    record Answered(byte[] stdout, byte[] stderr, @Nullable Integer exitCode)
            implements ShellOutcome {
        public Answered {
            requireNonNull(stdout, "stdout is null");
            requireNonNull(stderr, "stderr is null");
        }
    }

    /// The pipeline ended, in an error or not.
    ///
    /// @param objects what it gave, in order; of what is no text what there is of one
    /// @param errors those that ended it and those that did not, in order
    /// @param completed whether it ran to its end; else an error, a stop or the end of its runspace
    ///   pool ended it, whatever it had given by then
    record Returned(List<String> objects, List<RemoteError> errors, boolean completed)
            implements ShellOutcome {
        /// One that ran to its end.
        public Returned(List<String> objects, List<RemoteError> errors) {
            this(objects, errors, true);
        }

        public Returned {
            objects = List.copyOf(objects);
            errors = List.copyOf(errors);
        }
    }

    /// An error of PowerShell.
    ///
    /// @param message in the host's language
    /// @param id by which a program may know it (FullyQualifiedErrorId), empty for none
    record RemoteError(String message, String id) {
        public RemoteError {
            requireNonNull(message, "message is null");
            requireNonNull(id, "id is null");
        }
    }

    /// No answer, or not a whole one.
    record Failed(ShellFault fault) implements ShellOutcome {
        public Failed {
            requireNonNull(fault, "fault is null");
        }
    }
}
