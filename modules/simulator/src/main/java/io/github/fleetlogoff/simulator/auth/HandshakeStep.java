package io.github.fleetlogoff.simulator.auth;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.ntlm.NtlmSession;

/// What a token of the Negotiate scheme leads to.
public sealed interface HandshakeStep {

    /// The client must go on: 401 with this token.
    @SuppressWarnings("ArrayRecordComponent") // bytes for the wire: never compared
    record Challenged(byte[] token) implements HandshakeStep {}

    /// The client is logged on; its messages are protected by this session.
    record Accepted(NtlmSession session) implements HandshakeStep {
        public Accepted {
            requireNonNull(session, "session is null");
        }
    }

    /// 401: a wrong password, or a token that is none.
    ///
    /// @param counted whether Windows would count it as a failed logon
    record Refused(String why, boolean counted) implements HandshakeStep {}
}
