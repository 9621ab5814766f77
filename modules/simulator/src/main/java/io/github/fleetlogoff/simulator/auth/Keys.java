package io.github.fleetlogoff.simulator.auth;

import io.github.fleetlogoff.ntlm.NtlmSession;

/// What protects the messages of a connection that is logged on, at either end. Not thread-safe.
public interface Keys {

    /// A sealed message.
    ///
    /// @param header the signature or token that goes before it
    /// @param body as long as the plain text
    @SuppressWarnings("ArrayRecordComponent") // bytes for the wire: never compared
    record Sealed(byte[] header, byte[] body) {}

    /// The keys of an NTLM session.
    static Keys of(NtlmSession session) {
        return new NtlmKeys(session);
    }

    /// Who is logged on: `DOMAIN\name`, a bare name, or a Kerberos principal.
    String account();

    /// Seals a message.
    Sealed seal(byte[] plain);

    /// The plain text of a sealed message.
    ///
    /// @throws AuthException where the other end has not sealed it, or not now
    byte[] open(Sealed sealed) throws AuthException;

    /// Signs the mechanisms that a client offered (RFC 4178, 5).
    byte[] signMechTypes(byte[] mechTypes);

    /// Holds the other end's signature against the mechanisms that a client offered.
    ///
    /// @throws AuthException where it signed others
    void verifyMechTypes(byte[] mechTypes, byte[] signature) throws AuthException;
}
