package io.github.fleetlogoff.model;

/// Why a run begins no further host. The program's exit code follows from it.
public enum StopCause implements Word {
    /// Ctrl-C: exit code 130.
    INTERRUPTED("interrupted"),
    /// SIGTERM: exit code 143.
    TERMINATED("terminated"),
    /// A safeguard of the sweep: exit code 5. Hosts that may have acted are still asked what is
    /// true.
    GUARD("guard"),
    /// The journal can no longer be written, or a fault of the program itself: exit code 1.
    FAULT("fault");

    private final String word;

    StopCause(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
