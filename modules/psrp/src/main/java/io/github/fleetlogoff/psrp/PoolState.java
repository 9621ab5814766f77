package io.github.fleetlogoff.psrp;

import java.util.Optional;

/// Where a runspace pool says that it stands ([MS-PSRP] 2.2.3.4, RunspacePoolState).
public enum PoolState {
    BEFORE_OPEN(0),
    OPENING(1),
    OPENED(2),
    CLOSED(3),
    CLOSING(4),
    BROKEN(5),
    NEGOTIATION_SENT(6),
    NEGOTIATION_SUCCEEDED(7),
    CONNECTING(8),
    DISCONNECTED(9);

    private final int code;

    PoolState(int code) {
        this.code = code;
    }

    /// As it crosses.
    public int code() {
        return code;
    }

    /// The state with that code, if it is known.
    static Optional<PoolState> of(int code) {
        for (PoolState state : values()) {
            if (state.code == code) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
