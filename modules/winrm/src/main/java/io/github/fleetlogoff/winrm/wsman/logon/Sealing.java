package io.github.fleetlogoff.winrm.wsman.logon;

/// Seals and opens the payload of one connection ([MS-WSMV] 2.2.9.1). Sequence numbers make it the
/// connection's own. Not thread-safe.
public interface Sealing {

    /// The protocol that the multipart body names: `application/HTTP-SPNEGO-session-encrypted` or
    /// `application/HTTP-Kerberos-session-encrypted`.
    String protocol();

    /// Seals the next message that goes out.
    Sealed seal(byte[] plain) throws LogonException;

    /// Opens the next message that came in.
    ///
    /// @throws LogonException where its signature is wrong, of another message, or out of order
    byte[] open(Sealed sealed) throws LogonException;

    /// A sealed message.
    ///
    /// @param header the signature or token header, whose length goes before it in the body
    /// @param body the encrypted payload
    @SuppressWarnings("ArrayRecordComponent") // bytes for the wire: never compared
    record Sealed(byte[] header, byte[] body) {}
}
