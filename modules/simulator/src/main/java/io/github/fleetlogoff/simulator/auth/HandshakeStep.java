package io.github.fleetlogoff.simulator.auth;

import static java.util.Objects.requireNonNull;

/// What a token of a client leads to.
public sealed interface HandshakeStep {

    /// The client must go on: 401 with this token.
    @SuppressWarnings("ArrayRecordComponent") // bytes for the wire: never compared
    record Challenged(byte[] token) implements HandshakeStep {}

    /// The client is logged on; its messages are protected by these keys.
    record Accepted(Keys keys) implements HandshakeStep {
        public Accepted {
            requireNonNull(keys, "keys is null");
        }
    }

    /// 401: a wrong password, or a token that is none.
    ///
    /// @param counted whether Windows would count it as a failed logon
    record Refused(String why, boolean counted) implements HandshakeStep {}
}
