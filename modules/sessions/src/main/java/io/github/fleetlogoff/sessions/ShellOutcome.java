package io.github.fleetlogoff.sessions;

import static java.util.Objects.requireNonNull;

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

    /// No answer, or not a whole one.
    record Failed(ShellFault fault) implements ShellOutcome {
        public Failed {
            requireNonNull(fault, "fault is null");
        }
    }
}
