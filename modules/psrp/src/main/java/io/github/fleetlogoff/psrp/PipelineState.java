package io.github.fleetlogoff.psrp;

import java.util.Optional;

/// Where a pipeline says that it stands ([MS-PSRP] 2.2.3.5, PSInvocationState).
public enum PipelineState {
    NOT_STARTED(0),
    RUNNING(1),
    STOPPING(2),
    STOPPED(3),
    COMPLETED(4),
    FAILED(5),
    DISCONNECTED(6);

    private final int code;

    PipelineState(int code) {
        this.code = code;
    }

    /// As it crosses.
    public int code() {
        return code;
    }

    /// The state with that code, if it is known.
    static Optional<PipelineState> of(int code) {
        for (PipelineState state : values()) {
            if (state.code == code) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
